#include "config/settings-table.h"
#include "core/i18n.h"

#include <string.h>

#include "core/span.h"
#include "core/urge.h"

G_DEFINE_QUARK(setting-error-quark, setting_error);

/* Each reads `text` into `place`. FALSE: it is not what the type expects; *error may say more. */
typedef gboolean (*Read)(const Setting *setting, const char *text, void *place, GError **error);

static gboolean read_bool(const Setting *setting, const char *text, void *place, GError **error)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false", "true", NULL };

	for (int i = 0; words[i]; i++) {
		if (g_ascii_strcasecmp(text, words[i]) == 0) {
			*(gboolean *)place = i % 2;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean read_int(const Setting *setting, const char *text, void *place, GError **error)
{
	gint64 number;

	if (!g_ascii_string_to_signed(text, 10, setting->min, setting->max, &number, NULL))
		return FALSE;
	*(int *)place = (int)number;
	return TRUE;
}

static gboolean read_span(const Setting *setting, const char *text, void *place, GError **error)
{
	gint64 span = 0;

	if (setting->min == 0 && (strcmp(text, "none") == 0 || strcmp(text, "0") == 0)) {
		*(gint64 *)place = 0;
		return TRUE;
	}
	if (!span_parse(text, &span, NULL) || span < setting->min || span > setting->max)
		return FALSE;
	*(gint64 *)place = span;
	return TRUE;
}

static gboolean read_hours(const Setting *setting, const char *text, void *place, GError **error)
{
	return hours_parse(text, place, error);
}

static gboolean put_string(void *place, const char *text)
{
	g_free(*(char **)place);
	*(char **)place = g_strdup(text);
	return TRUE;
}

/* A language tag's form: two or three letters, then parts of up to eight letters or digits. */
static gboolean read_language(const Setting *setting, const char *text, void *place, GError **error)
{
	g_auto(GStrv) parts = g_strsplit_set(text, "-_", 8);

	for (int i = 0; parts[i]; i++) {
		gsize length = strlen(parts[i]);

		for (const char *c = parts[i]; *c; c++) {
			if (i ? !g_ascii_isalnum(*c) : !g_ascii_isalpha(*c))
				return FALSE;
		}
		if (length < 2 || length > 8 || (i == 0 && length > 3 && strcmp(text, "auto") != 0))
			return FALSE;
	}
	return parts[0] ? put_string(place, text) : FALSE;
}

static gboolean read_protocol(const Setting *setting, const char *text, void *place, GError **error)
{
	return schedule_name_is_valid(text) ? put_string(place, text) : FALSE;
}

static gboolean read_list(const char *text, gboolean (*is_valid)(const char *word), void *place)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);

	for (char **word = words; *word; word++) {
		if (*text && !is_valid(g_strstrip(*word)))
			return FALSE;
	}
	g_strfreev(*(char ***)place);
	*(char ***)place = *text ? g_steal_pointer(&words) : NULL;
	return TRUE;
}

static gboolean read_topics(const Setting *setting, const char *text, void *place, GError **error)
{
	return read_list(text, schedule_name_is_valid, place);
}

/* In small letters, as an urge keeps its own. */
static gboolean read_cues(const Setting *setting, const char *text, void *place, GError **error)
{
	g_autofree char *small = g_utf8_strdown(text, -1);

	return read_list(small, urge_is_word, place);
}

static gboolean read_when(const Setting *setting, const char *text, void *place, GError **error)
{
	When *when = when_parse(text, error);

	if (when)
		g_ptr_array_add(*(GPtrArray **)place, when);
	return when != NULL;
}

static gboolean read_except(const Setting *setting, const char *text, void *place, GError **error)
{
	Except **except = place;

	if (strcmp(text, "none") == 0)
		return TRUE;
	if (!*except)
		*except = except_new();
	return except_add(*except, text, error);
}

static gboolean read_zone(const Setting *setting, const char *text, void *place, GError **error)
{
	Zone *zone = strcmp(text, "local") == 0 ? NULL : zone_new(text, error);

	if (!zone && strcmp(text, "local") != 0)
		return FALSE;
	zone_unref(*(Zone **)place);
	*(Zone **)place = zone;
	return TRUE;
}

static gboolean read_date(const Setting *setting, const char *text, void *place, GError **error)
{
	int day = 0;

	if (strcmp(text, "none") != 0 && !when_date(text, &day, error))
		return FALSE;
	*(int *)place = day;
	return TRUE;
}

static gboolean read_grace(const Setting *setting, const char *text, void *place, GError **error)
{
	if (strcmp(text, "auto") != 0)
		return read_span(setting, text, place, error);
	*(gint64 *)place = 0;
	return TRUE;
}

static gboolean read_word(const Setting *setting, const char *text, void *place, GError **error)
{
	for (int i = 0; setting->words[i]; i++) {
		if (strcmp(text, setting->words[i]) == 0) {
			*(int *)place = i;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean read_chance(const Setting *setting, const char *text, void *place, GError **error)
{
	char *end;
	double chance = g_ascii_strtod(text, &end);

	if (end == text || text[strspn(text, "0123456789.% ")])
		return FALSE;
	end += strspn(end, " ");
	if (*end == '%') {
		chance /= 100;
		end++;
	}
	if (*end || !(chance >= 0 && chance <= 1))
		return FALSE;
	*(double *)place = chance;
	return TRUE;
}

static gboolean read_text(const Setting *setting, const char *text, void *place, GError **error)
{
	if (!*text && !setting->fallback)
		return FALSE;
	return put_string(place, *text ? text : NULL);
}

static gboolean read_spans(const Setting *setting, const char *text, void *place, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(text, ", ", -1);
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (char **word = words; *word && strcmp(text, "none") != 0; word++) {
		gint64 span, last = spans->len ? g_array_index(spans, gint64, spans->len - 1) : setting->min - 1;

		if (!**word)
			continue;
		if (!span_parse(*word, &span, NULL) || span <= last || span > setting->max)
			return FALSE;
		g_array_append_val(spans, span);
	}
	if (*(GArray **)place)
		g_array_unref(*(GArray **)place);
	*(GArray **)place = g_steal_pointer(&spans);
	return TRUE;
}

static gboolean read_country(const Setting *setting, const char *text, void *place, GError **error)
{
	gboolean letters = strlen(text) == 2 && g_ascii_isalpha(text[0]) && g_ascii_isalpha(text[1]);

	return letters || strcmp(text, "auto") == 0 ? put_string(place, text) : FALSE;
}

static const struct {
	Read read;
	const char *expects;
} types[N_SETTING_TYPES] = {
	[SETTING_BOOL] = { read_bool, N_("yes or no") },
	[SETTING_INT] = { read_int, N_("a whole number") },
	[SETTING_SPAN] = { read_span, N_("a length of time such as 45min or 1h 30min") },
	[SETTING_HOURS] = { read_hours, N_("hours such as 23:00..07:30, or none") },
	[SETTING_LANGUAGE] = { read_language, N_("auto, or a language such as en") },
	[SETTING_PROTOCOL] = { read_protocol, N_("the name of a protocol") },
	[SETTING_TOPICS] = { read_topics, N_("names of topics with commas between, in small letters") },
	[SETTING_CUES] = { read_cues, N_("words with commas between, each of at most 40 letters") },
	[SETTING_WHEN] = { read_when, N_("a time such as 21:30 or Mon..Fri 08:30") },
	[SETTING_EXCEPT] = { read_except,
	                     N_("days such as Sat,Sun or 2026-12-24, days and hours such as Mon 12:00..14:00, "
	                        "file:holidays, or none") },
	[SETTING_ZONE] = { read_zone, N_("a time zone such as Europe/Berlin, or local") },
	[SETTING_DATE] = { read_date, N_("a date such as 2026-12-24, or none") },
	[SETTING_GRACE] = { read_grace, N_("a length of time such as 2h, or auto") },
	[SETTING_WORD] = { read_word, N_("one of") },
	/* xgettext:no-c-format */
	[SETTING_CHANCE] = { read_chance, N_("a chance, 0% to 100% or 0 to 1") },
	[SETTING_TEXT] = { read_text, N_("a few words") },
	[SETTING_SPANS] = { read_spans,
	                    N_("lengths of time, each longer than the one before, such as 1min 5min 15min, or none") },
	[SETTING_COUNTRY] = { read_country, N_("auto, or the two letters of a country such as DE") },
};

const char *setting_expects(const Setting *setting)
{
	return types[setting->type].expects;
}

/* What was found, for a message: short, and cut between characters. */
static char *found(const char *text)
{
	g_autofree char *cut = NULL;

	if (!*text)
		return g_strdup(_("nothing"));
	if (g_utf8_strlen(text, -1) <= 60)
		return g_strdup_printf(_("\"%s\""), text);
	cut = g_utf8_substring(text, 0, 57);
	return g_strdup_printf(_("\"%s...\""), cut);
}

static char *words_of(const Setting *setting)
{
	GString *out = g_string_new(NULL);

	for (int i = 0; setting->words[i]; i++)
		g_string_append_printf(out, "%s%s",
		                       i == 0                  ? " "
		                       : setting->words[i + 1] ? ", "
		                                               : _(" or "),
		                       setting->words[i]);
	return g_string_free(out, FALSE);
}

char *setting_limits(const Setting *setting)
{
	g_autofree char *least = NULL, *most = NULL;

	if (setting->type == SETTING_WORD)
		return words_of(setting);
	if (setting->type == SETTING_INT)
		least = g_strdup_printf("%" G_GINT64_FORMAT, setting->min);
	else if (setting->type != SETTING_SPAN && setting->type != SETTING_GRACE)
		return g_strdup("");
	else
		least = setting->min ? span_to_string(setting->min) : g_strdup("none"); /* as it is typed */
	most = setting->type == SETTING_INT ? g_strdup_printf("%" G_GINT64_FORMAT, setting->max)
	                                    : span_to_string(setting->max);
	return g_strdup_printf(_(", %s to %s"), least, most);
}

gboolean setting_read(const Setting *setting, const char *text, void *base, int *column, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *what = NULL, *limits = NULL;
	gboolean fits = types[setting->type].read(setting, text, (char *)base + setting->offset, &why);

	if (column)
		*column = when_error_column(why);
	if (fits)
		return TRUE;
	what = found(text);
	limits = setting_limits(setting);
	if (why)
		g_set_error(error, SETTING_ERROR, 0, _("found %s; %s"), what, why->message);
	else
		g_set_error(error, SETTING_ERROR, 0, _("found %s; expected %s%s"), what, _(setting_expects(setting)),
		            limits);
	return FALSE;
}
