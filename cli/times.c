#include "cli/times.h"
#include "core/i18n.h"

#include <string.h>

static const char *const days[] = { NC_("weekday", "Mon"), NC_("weekday", "Tue"), NC_("weekday", "Wed"),
	                            NC_("weekday", "Thu"), NC_("weekday", "Fri"), NC_("weekday", "Sat"),
	                            NC_("weekday", "Sun") };
static const char *const months[] = { NC_("month", "Jan"), NC_("month", "Feb"), NC_("month", "Mar"),
	                              NC_("month", "Apr"), NC_("month", "May"), NC_("month", "Jun"),
	                              NC_("month", "Jul"), NC_("month", "Aug"), NC_("month", "Sep"),
	                              NC_("month", "Oct"), NC_("month", "Nov"), NC_("month", "Dec") };

/* --- said ------------------------------------------------------------------------------------------ */

char *time_date(const Cli *cli, gint64 at)
{
	LocalTime local = zone_local(cli->zone, at);
	const char *day = C_("weekday", days[local.weekday]), *month = C_("month", months[local.month - 1]);

	if (local.year == zone_local(cli->zone, cli->now).year)
		return g_strdup_printf(C_("weekday, day, month", "%1$s %2$d %3$s"), day, local.day, month);
	return g_strdup_printf(C_("weekday, day, month, year", "%1$s %2$d %3$s %4$d"), day, local.day, month,
	                       local.year);
}

char *time_of_week(const Cli *cli, gint64 at)
{
	g_autofree char *clock = time_clock(cli, at - at % SECONDS(60));

	/* Translators: a weekday and a time of day, "Mon 22:15". */
	return g_strdup_printf(C_("weekday, time", "%1$s %2$s"), C_("weekday", days[zone_local(cli->zone, at).weekday]),
	                       clock);
}

char *time_clock(const Cli *cli, gint64 at)
{
	LocalTime local = zone_local(cli->zone, at);

	if (!local.second)
		return g_strdup_printf("%02d:%02d", local.hour, local.minute);
	return g_strdup_printf("%02d:%02d:%02d", local.hour, local.minute, local.second);
}

char *time_said(const Cli *cli, gint64 at)
{
	static const char *const near[] = { N_("yesterday"), N_("today"), N_("tomorrow") };
	int away = zone_day(cli->zone, at) - zone_day(cli->zone, cli->now);
	gint64 whole = at - at % SECONDS(60);
	g_autofree char *date = time_date(cli, at);
	g_autofree char *clock = time_clock(cli, whole);

	/* Translators: a day ("today", "Mon 23 Nov") and a time of day. */
	return g_strdup_printf(_("%1$s at %2$s"), ABS(away) <= 1 ? _(near[away + 1]) : date, clock);
}

/* --- typed ----------------------------------------------------------------------------------------- */

static int number(const GMatchInfo *match, int group)
{
	g_autofree char *text = g_match_info_fetch(match, group);

	return text && *text ? atoi(text) : 0;
}

/* "+01:00", "+0100" or "Z" as seconds east of UTC. */
static int offset_seconds(const char *text)
{
	int hours, minutes;

	if (*text == 'Z')
		return 0;
	hours = atoi(text + 1) / (strlen(text) == 5 ? 100 : 1);
	minutes = atoi(text + strlen(text) - 2);
	return (*text == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

static gboolean read_date(const Cli *cli, const GMatchInfo *match, gint64 *at)
{
	LocalTime local = { .year = number(match, 1),
		            .month = number(match, 2),
		            .day = number(match, 3),
		            .hour = number(match, 4),
		            .minute = number(match, 5),
		            .second = number(match, 6) };
	g_autofree char *offset = g_match_info_fetch(match, 7);

	if (!g_date_valid_dmy(local.day, local.month, local.year) || local.hour > 23 || local.minute > 59 ||
	    local.second > 59)
		return FALSE;
	*at = zone_instant(cli->zone, &local);
	if (offset && *offset) {
		gint64 seconds = (gint64)date_to_day(local.year, local.month, local.day) * 86400 + local.hour * 3600 +
		                 local.minute * 60 + local.second;

		*at = SECONDS(seconds - offset_seconds(offset));
	}
	return TRUE;
}

static gboolean read_clock(const Cli *cli, const GMatchInfo *match, gint64 *at)
{
	LocalTime local = zone_local(cli->zone, cli->now);

	local.hour = number(match, 1);
	local.minute = number(match, 2);
	local.second = number(match, 3);
	local.usec = 0;
	*at = zone_instant(cli->zone, &local);
	return local.hour < 24 && local.minute < 60 && local.second < 60;
}

static gboolean read_epoch(const Cli *cli, const GMatchInfo *match, gint64 *at)
{
	g_autofree char *digits = g_match_info_fetch(match, 1);

	*at = SECONDS(g_ascii_strtoll(digits, NULL, 10));
	return TRUE;
}

/* "yesterday 22:15", "tomorrow 9:00" */
static gboolean read_day_clock(const Cli *cli, const GMatchInfo *match, gint64 *at)
{
	g_autofree char *word = g_match_info_fetch(match, 1);
	int shift = g_str_equal(word, "yesterday") ? -1 : g_str_equal(word, "tomorrow") ? 1 : 0;
	LocalTime local = zone_local(cli->zone, zone_day_start(cli->zone, zone_day(cli->zone, cli->now) + shift));

	local.hour = number(match, 2);
	local.minute = number(match, 3);
	local.second = number(match, 4);
	local.usec = 0;
	*at = zone_instant(cli->zone, &local);
	return local.hour < 24 && local.minute < 60 && local.second < 60;
}

static gboolean read_word(const Cli *cli, const char *text, gint64 *at)
{
	int today = zone_day(cli->zone, cli->now);

	if (g_str_equal(text, "now"))
		*at = cli->now;
	else if (g_str_equal(text, "today"))
		*at = zone_day_start(cli->zone, today);
	else if (g_str_equal(text, "tomorrow"))
		*at = zone_day_start(cli->zone, today + 1);
	else if (g_str_equal(text, "yesterday"))
		*at = zone_day_start(cli->zone, today - 1);
	else
		return FALSE;
	return TRUE;
}

gboolean time_read(const Cli *cli, const char *text, gint64 *at, GError **error)
{
	static const struct {
		const char *pattern;
		gboolean (*read)(const Cli *cli, const GMatchInfo *match, gint64 *at);
	} forms[] = {
		{ "^(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d))?)? ?(Z|[+-]\\d\\d:?\\d\\d)?$",
		  read_date },
		{ "^(\\d{1,2}):(\\d\\d)(?::(\\d\\d))?$", read_clock },
		{ "^(yesterday|today|tomorrow) (\\d{1,2}):(\\d\\d)(?::(\\d\\d))?$", read_day_clock },
		{ "^@(\\d{1,11})$", read_epoch },
	};

	if (read_word(cli, text, at))
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autoptr(GRegex) regex =
			g_regex_new(forms[i].pattern, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
		g_autoptr(GMatchInfo) match = NULL;

		if (g_regex_match(regex, text, 0, &match) && forms[i].read(cli, match, at))
			return TRUE;
	}
	g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
	            _("'%.40s' is no time that Steady can read; try \"2026-11-23 21:30\", 21:30, today or tomorrow"),
	            text);
	return FALSE;
}
