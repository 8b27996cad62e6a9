#include "config/settings-table.h"

#include <string.h>

#include "core/span.h"

#define OF_SETTINGS(member) offsetof(Settings, member)
#define OF_SCHEDULE(member) offsetof(Schedule, member)

const SectionKind section_kinds[] = {
	{ "steady", FALSE, "What holds for everything." },
	{ "urge", FALSE, "What `steady urge` offers." },
	{ "nudge", TRUE, "A supportive prompt that opens a short article. As many as you like, each with a name." },
	{ "checkin", TRUE, "A few questions with one-tap answers. As many as you like, each with a name." },
	{ NULL }
};

const Setting settings_table[] = {
	{ "steady", "discreet", SETTING_BOOL, OF_SETTINGS(policy.discreet), 0, 0, "yes", NULL,
	  "Notifications say nothing a stranger could read meaning into." },
	{ "steady", "quiet", SETTING_HOURS, OF_SETTINGS(policy.quiet), 0, 0, "23:00..07:30", NULL,
	  "Nothing is shown in these hours; `steady urge` always works. `none`: no quiet hours." },
	{ "steady", "budget", SETTING_INT, OF_SETTINGS(policy.budget), 0, 10000, "6", "prompts a day",
	  "The most prompts that Steady begins in a day. 0: none at all." },
	{ "steady", "apart", SETTING_SPAN, OF_SETTINGS(policy.apart), 0, HOURS(24), "45min", NULL,
	  "The least time between two prompts." },
	{ "steady", "language", SETTING_LANGUAGE, OF_SETTINGS(language), 0, 0, "auto", NULL,
	  "The language of the texts; `auto` follows the system." },

	{ "urge", "delay", SETTING_SPAN, OF_SETTINGS(urge_delay), MINUTES(1), HOURS(24), "15min", NULL,
	  "How long `steady urge` offers to wait; you can stop it at any time." },

	{ "nudge", "when", SETTING_WHEN, OF_SCHEDULE(whens), 0, 0, NULL, NULL,
	  "When it comes; see `steady help when`. Several lines of it add up." },
	{ "nudge", "topics", SETTING_TOPICS, OF_SCHEDULE(topics), 0, 0, "", NULL,
	  "Which articles, with commas between the topics. Empty: any." },
	{ "nudge", "expires", SETTING_SPAN, OF_SCHEDULE(expires), MINUTES(1), HOURS(24), "30min", NULL,
	  "How long it waits for you to be there." },
	{ "nudge", "enabled", SETTING_BOOL, OF_SCHEDULE(enabled), 0, 0, "yes", NULL,
	  "`no` switches it off and keeps it here." },

	{ "checkin", "when", SETTING_WHEN, OF_SCHEDULE(whens), 0, 0, NULL, NULL,
	  "When it comes; see `steady help when`. Several lines of it add up." },
	{ "checkin", "protocol", SETTING_PROTOCOL, OF_SCHEDULE(protocol), 0, 0, "evening", NULL,
	  "Which questions it asks." },
	{ "checkin", "expires", SETTING_SPAN, OF_SCHEDULE(expires), MINUTES(1), HOURS(24), "60min", NULL,
	  "How long it waits for an answer." },
	{ "checkin", "remind", SETTING_SPAN, OF_SCHEDULE(remind), 0, HOURS(24), "none", NULL,
	  "Asked once more so long after the first time; shorter than `expires`. `none`: only once." },
	{ "checkin", "enabled", SETTING_BOOL, OF_SCHEDULE(enabled), 0, 0, "yes", NULL,
	  "`no` switches it off and keeps it here." },
	{ NULL }
};

const SectionKind *section_kind_find(const char *name)
{
	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		if (strcmp(kind->name, name) == 0)
			return kind;
	}
	return NULL;
}

const Setting *setting_find(const char *section_kind, const char *key)
{
	for (const Setting *setting = settings_table; setting->section; setting++) {
		if (strcmp(setting->section, section_kind) == 0 && strcmp(setting->key, key) == 0)
			return setting;
	}
	return NULL;
}

gboolean setting_repeats(const Setting *setting)
{
	return setting->type == SETTING_WHEN;
}

gboolean schedule_name_is_valid(const char *name)
{
	gsize length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length >= 1 && length <= 40 && !name[length] && *name != '-';
}

char *section_to_id(const char *section)
{
	return g_strdelimit(g_strdup(section), " ", '/');
}

char *section_from_id(const char *id)
{
	return g_strdelimit(g_strdup(id), "/", ' ');
}

void settings_fall_back(const char *section_kind, void *base)
{
	for (const Setting *setting = settings_table; setting->section; setting++) {
		if (setting->fallback && strcmp(setting->section, section_kind) == 0) {
			gboolean fits = setting_read(setting, setting->fallback, base, NULL, NULL);

			g_assert(fits);
		}
	}
}

/* --- the reference --- */

static void describe_range(GString *out, const Setting *setting)
{
	g_autofree char *least = NULL, *most = NULL;

	g_string_append(out, setting_expects(setting));
	if (setting->type == SETTING_INT)
		g_string_append_printf(out, ", %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, setting->min, setting->max);
	if (setting->type == SETTING_SPAN) {
		least = setting->min ? span_to_string(setting->min) : g_strdup("none");
		most = span_to_string(setting->max);
		g_string_append_printf(out, ", %s to %s", least, most);
	}
	if (setting->unit)
		g_string_append_printf(out, " (%s)", setting->unit);
}

static void describe(GString *out, const Setting *setting)
{
	g_string_append_printf(out, "- `%s`: %s\n  Takes ", setting->key, setting->sentence);
	describe_range(out, setting);
	if (setting->fallback && *setting->fallback)
		g_string_append_printf(out, ". Default: `%s`", setting->fallback);
	else
		g_string_append(out, setting->fallback ? ". Default: empty" : ". Must be given");
	g_string_append(out, ".\n");
}

char *settings_reference(void)
{
	GString *out = g_string_new(NULL);

	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		g_string_append_printf(out, "%s## [%s%s]\n\n%s\n\n", out->len ? "\n" : "", kind->name,
		                       kind->schedule ? " NAME" : "", kind->sentence);
		for (const Setting *setting = settings_table; setting->section; setting++) {
			if (strcmp(setting->section, kind->name) == 0)
				describe(out, setting);
		}
	}
	return g_string_free(out, FALSE);
}
