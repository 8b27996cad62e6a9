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

/* clang-format off */
static const char *const missed_words[] = { "auto", "once", "latest", "all", "skip", NULL }; /* as Missed */
static const char *const gap_words[] = { "shift", "skip", NULL };                          /* as DstGap */
static const char *const overlap_words[] = { "auto", "first", "both", NULL };              /* as DstOverlap */

/* What stands beside `when` in every schedule. */
#define BESIDE_WHEN(kind)                                                                                              \
	{ kind, "timezone", SETTING_ZONE, OF_SCHEDULE(zone), 0, 0, "local", NULL,                                      \
	  "The time zone its times and days are lived in; `local`: where you are." },                                  \
	{ kind, "except", SETTING_EXCEPT, OF_SCHEDULE(except), 0, 0, "none", NULL,                                     \
	  "Days on which it does not come, or hours of such days, or `file:` and the name of a file with one of "     \
	  "them a line. Several lines of it add up." },                                                               \
	{ kind, "from", SETTING_DATE, OF_SCHEDULE(from), 0, 0, "none", NULL, "The first day on which it may come." },  \
	{ kind, "until", SETTING_DATE, OF_SCHEDULE(until), 0, 0, "none", NULL, "The last day on which it may come." }, \
	{ kind, "jitter", SETTING_SPAN, OF_SCHEDULE(jitter), 0, HOURS(24), "none", NULL,                               \
	  "It comes by chance up to so much later, never past its next time." },                                      \
	{ kind, "chance", SETTING_CHANCE, OF_SCHEDULE(chance), 0, 0, "100%", NULL,                                     \
	  "How likely it comes each time; it is recorded when it does not." },                                        \
	{ kind, "missed", SETTING_WORD, OF_SCHEDULE(missed), 0, 0, "auto", NULL,                                       \
	  "What comes of times that passed while the computer slept or was off: `once`, one for all of them; "        \
	  "`latest`, only the last; `all`; `skip`, none. `auto`: skip for random moments and intervals, else once.",   \
	  missed_words },                                                                                              \
	{ kind, "grace", SETTING_GRACE, OF_SCHEDULE(grace), MINUTES(1), HOURS(24 * 7), "auto", NULL,                   \
	  "How late a missed one still comes; `auto`: as long as `expires`." },                                       \
	{ kind, "dst-gap", SETTING_WORD, OF_SCHEDULE(dst.gap), 0, 0, "shift", NULL,                                    \
	  "A time that the clocks skip in spring: `shift`, later by as much; `skip`, not at all.", gap_words },       \
	{ kind, "dst-overlap", SETTING_WORD, OF_SCHEDULE(dst.overlap), 0, 0, "auto", NULL,                             \
	  "A time that the clocks repeat in autumn: `first`, once; `both`, twice; `auto`, twice only where every "    \
	  "hour counts.",                                                                                             \
	  overlap_words }
/* clang-format on */

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
	BESIDE_WHEN("nudge"),
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
	BESIDE_WHEN("checkin"),
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
	return setting->type == SETTING_WHEN || setting->type == SETTING_EXCEPT;
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
	g_autofree char *limits = setting_limits(setting);

	g_string_append_printf(out, "%s%s", setting_expects(setting), limits);
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
