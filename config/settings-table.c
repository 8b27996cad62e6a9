#include "config/settings-table.h"

#include <string.h>

#include "core/i18n.h"
#include "core/span.h"

#define OF_SETTINGS(member) offsetof(Settings, member)
#define OF_SCHEDULE(member) offsetof(Schedule, member)
#define OF_PLAN(member) offsetof(Plan, member)
#define OF_HELPLINE(member) offsetof(Helpline, member)

const SectionKind section_kinds[] = {
	{ "steady", SECTION_SETTINGS, N_("What holds for everything.") },
	{ "urge", SECTION_SETTINGS, N_("What `steady urge` offers.") },
	{ "care", SECTION_SETTINGS, N_("What Steady should know to speak rightly. All of it may be left out.") },
	{ "nudge", SECTION_SCHEDULE,
	  N_("A supportive prompt that opens a short article. As many as you like, each with a name.") },
	{ "checkin", SECTION_SCHEDULE,
	  N_("A few questions with one-tap answers. As many as you like, each with a name.") },
	{ "slot", SECTION_SCHEDULE,
	  N_("An hour that a shared routine has left empty, and what stands there now; asked about at that hour.") },
	{ "plan", SECTION_PLAN,
	  N_("If this, then that: what you decided beforehand. Shown when an urge has its cue.") },
	{ "helpline", SECTION_HELPLINE, N_("A person of your own to turn to; `steady helplines` names them first.") },
	{ NULL }
};

/* clang-format off */
static const char *const missed_words[] = { "auto", "once", "latest", "all", "skip", NULL }; /* as Missed */
static const char *const gap_words[] = { "shift", "skip", NULL };                          /* as DstGap */
static const char *const overlap_words[] = { "auto", "first", "both", NULL };              /* as DstOverlap */

static const char *const stance_words[] = { "any", "left", "leaving", NULL };               /* as Stance */
static const char *const filled_words[] = { "empty", "routine", "person", "interest", NULL }; /* as Filled */

/* What stands beside `when` in every schedule. */
#define BESIDE_WHEN(kind)                                                                                              \
	{ kind, "timezone", SETTING_ZONE, OF_SCHEDULE(zone), 0, 0, "local", NULL,                                      \
	  N_("The time zone its times and days are lived in; `local`: where you are.") },                                  \
	{ kind, "except", SETTING_EXCEPT, OF_SCHEDULE(except), 0, 0, "none", NULL,                                     \
	  N_("Days on which it does not come, or hours of such days, or `file:` and the name of a file with one of "     \
	  "them a line. Several lines of it add up.") },                                                               \
	{ kind, "from", SETTING_DATE, OF_SCHEDULE(from), 0, 0, "none", NULL, N_("The first day on which it may come.") },  \
	{ kind, "until", SETTING_DATE, OF_SCHEDULE(until), 0, 0, "none", NULL, N_("The last day on which it may come.") }, \
	{ kind, "jitter", SETTING_SPAN, OF_SCHEDULE(jitter), 0, HOURS(24), "none", NULL,                               \
	  N_("It comes by chance up to so much later, never past its next time.") },                                      \
	{ kind, "chance", SETTING_CHANCE, OF_SCHEDULE(chance), 0, 0, "100%", NULL,                                     \
	  N_("How likely it comes each time; it is recorded when it does not.") },                                        \
	{ kind, "missed", SETTING_WORD, OF_SCHEDULE(missed), 0, 0, "auto", NULL,                                       \
	  N_("What comes of times that passed while the computer slept or was off: `once`, one for all of them; "        \
	  "`latest`, only the last; `all`; `skip`, none. `auto`: skip for random moments and intervals, else once."),   \
	  missed_words },                                                                                              \
	{ kind, "grace", SETTING_GRACE, OF_SCHEDULE(grace), MINUTES(1), HOURS(24 * 7), "auto", NULL,                   \
	  N_("How late a missed one still comes; `auto`: as long as `expires`.") },                                       \
	{ kind, "dst-gap", SETTING_WORD, OF_SCHEDULE(dst.gap), 0, 0, "shift", NULL,                                    \
	  N_("A time that the clocks skip in spring: `shift`, later by as much; `skip`, not at all."), gap_words },       \
	{ kind, "dst-overlap", SETTING_WORD, OF_SCHEDULE(dst.overlap), 0, 0, "auto", NULL,                             \
	  N_("A time that the clocks repeat in autumn: `first`, once; `both`, twice; `auto`, twice only where every "    \
	  "hour counts."),                                                                                             \
	  overlap_words }
/* clang-format on */

const Setting settings_table[] = {
	{ "steady", "discreet", SETTING_BOOL, OF_SETTINGS(policy.discreet), 0, 0, "yes", NULL,
	  N_("Notifications say nothing a stranger could read meaning into.") },
	{ "steady", "quiet", SETTING_HOURS, OF_SETTINGS(policy.quiet), 0, 0, "23:00..07:30", NULL,
	  N_("Nothing is shown in these hours; `steady urge` always works. `none`: no quiet hours.") },
	{ "steady", "budget", SETTING_INT, OF_SETTINGS(policy.budget), 0, 10000, "6", N_("prompts a day"),
	  N_("The most prompts that Steady begins in a day. 0: none at all.") },
	{ "steady", "apart", SETTING_SPAN, OF_SETTINGS(policy.apart), 0, HOURS(24), "45min", NULL,
	  N_("The least time between two prompts.") },
	{ "steady", "settle", SETTING_SPAN, OF_SETTINGS(policy.settle), 0, HOURS(1), "30s", NULL,
	  N_("Nothing comes for so long after you unlock the screen or the computer wakes. `none`: at once.") },
	{ "steady", "ease", SETTING_BOOL, OF_SETTINGS(policy.ease), 0, 0, "yes", NULL,
	  N_("After two days on which nothing was answered, half of the nudges and check-ins come, until the first "
	     "answer.") },
	{ "steady", "language", SETTING_LANGUAGE, OF_SETTINGS(language), 0, 0, "auto", NULL,
	  N_("The language of the texts; `auto` follows the system.") },

	{ "urge", "delay", SETTING_SPAN, OF_SETTINGS(urge_delay), MINUTES(1), HOURS(24), "15min", NULL,
	  N_("How long `steady urge` offers to wait; you can stop it at any time.") },

	{ "urge", "ask-again", SETTING_SPANS, OF_SETTINGS(ask_again), MINUTES(1), HOURS(24), "1min 5min 15min", NULL,
	  N_("After so long it asks again how strong it is, as far as the delay goes. `none`: only at the end.") },
	{ "urge", "aftercare", SETTING_SPAN, OF_SETTINGS(aftercare), 0, HOURS(24 * 7), "24h", NULL,
	  N_("How long after a contact that you began the aftercare check-ins come. `none`: not at all.") },

	{ "care", "frightened", SETTING_BOOL, OF_SETTINGS(policy.care.frightened), 0, 0, "no", NULL,
	  N_("`yes` if they have frightened, threatened or followed you: nothing about contact, closure or reunion is "
	     "shown.") },
	{ "care", "stance", SETTING_WORD, OF_SETTINGS(policy.care.stance), 0, 0, "any", NULL,
	  N_("`left` if they ended it, `leaving` if you did: texts for the other side are left out."), stance_words },
	{ "care", "country", SETTING_COUNTRY, OF_SETTINGS(country), 0, 0, "auto", NULL,
	  N_("Whose helplines to name; `auto`: from the language of the system and the time zone.") },

	{ "nudge", "when", SETTING_WHEN, OF_SCHEDULE(whens), 0, 0, NULL, NULL,
	  N_("When it comes; see `steady help when`. Several lines of it add up.") },
	{ "nudge", "topics", SETTING_TOPICS, OF_SCHEDULE(topics), 0, 0, "", NULL,
	  N_("Which articles, with commas between the topics. Empty: any.") },
	{ "nudge", "plans", SETTING_BOOL, OF_SCHEDULE(plans), 0, 0, "no", NULL,
	  N_("`yes`: it goes over one of your plans instead; an article comes where there is none.") },
	{ "nudge", "expires", SETTING_SPAN, OF_SCHEDULE(expires), MINUTES(1), HOURS(24), "30min", NULL,
	  N_("How long it waits for you to be there.") },
	BESIDE_WHEN("nudge"),
	{ "nudge", "enabled", SETTING_BOOL, OF_SCHEDULE(enabled), 0, 0, "yes", NULL,
	  N_("`no` switches it off and keeps it here.") },

	{ "checkin", "when", SETTING_WHEN, OF_SCHEDULE(whens), 0, 0, NULL, NULL,
	  N_("When it comes; see `steady help when`. Several lines of it add up.") },
	{ "checkin", "protocol", SETTING_PROTOCOL, OF_SCHEDULE(protocol), 0, 0, "evening", NULL,
	  N_("Which questions it asks.") },
	{ "checkin", "expires", SETTING_SPAN, OF_SCHEDULE(expires), MINUTES(1), HOURS(24), "60min", NULL,
	  N_("How long it waits for an answer.") },
	{ "checkin", "remind", SETTING_SPAN, OF_SCHEDULE(remind), 0, HOURS(24), "none", NULL,
	  N_("Asked once more so long after the first time; shorter than `expires`. `none`: only once.") },
	BESIDE_WHEN("checkin"),
	{ "checkin", "enabled", SETTING_BOOL, OF_SCHEDULE(enabled), 0, 0, "yes", NULL,
	  N_("`no` switches it off and keeps it here.") },

	{ "slot", "when", SETTING_WHEN, OF_SCHEDULE(whens), 0, 0, NULL, NULL,
	  N_("The hour of the old routine. Several lines of it add up.") },
	{ "slot", "was", SETTING_TEXT, OF_SCHEDULE(was), 0, 0, "", NULL,
	  N_("The routine that is gone; never shown on a notification.") },
	{ "slot", "now", SETTING_TEXT, OF_SCHEDULE(now), 0, 0, "", NULL,
	  N_("What stands there now. Empty: nothing yet.") },
	{ "slot", "filled", SETTING_WORD, OF_SCHEDULE(filled), 0, 0, "empty", NULL,
	  N_("With what it is filled, for the map of the week."), filled_words },
	{ "slot", "expires", SETTING_SPAN, OF_SCHEDULE(expires), MINUTES(1), HOURS(24), "60min", NULL,
	  N_("How long it waits for an answer.") },
	BESIDE_WHEN("slot"),
	{ "slot", "enabled", SETTING_BOOL, OF_SCHEDULE(enabled), 0, 0, "yes", NULL,
	  N_("`no` switches it off and keeps it here.") },

	{ "plan", "if", SETTING_TEXT, OF_PLAN(condition), 0, 0, NULL, NULL,
	  N_("When it holds: a moment that you would notice.") },
	{ "plan", "then", SETTING_TEXT, OF_PLAN(action), 0, 0, NULL, NULL,
	  N_("What you do then: one thing that you can do at once.") },
	{ "plan", "cues", SETTING_CUES, OF_PLAN(cues), 0, 0, "", NULL,
	  N_("Words by which an urge finds it, such as: night, lonely.") },

	{ "helpline", "title", SETTING_TEXT, OF_HELPLINE(title), 0, 0, NULL, NULL, N_("Who it is.") },
	{ "helpline", "phone", SETTING_TEXT, OF_HELPLINE(phone), 0, 0, "", NULL, N_("The number.") },
	{ "helpline", "text", SETTING_TEXT, OF_HELPLINE(text), 0, 0, "", NULL, N_("Where to write.") },
	{ "helpline", "hours", SETTING_TEXT, OF_HELPLINE(hours), 0, 0, "", NULL, N_("When they can be reached.") },
	{ "helpline", "note", SETTING_TEXT, OF_HELPLINE(note), 0, 0, "", NULL, N_("Anything else to know then.") },
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

static char *range_of(const Setting *setting)
{
	g_autofree char *limits = setting_limits(setting);
	GString *range = g_string_new(_(setting_expects(setting)));

	g_string_append(range, limits);
	if (setting->unit)
		g_string_append_printf(range, " (%s)", _(setting->unit));
	return g_string_free(range, FALSE);
}

static void describe(GString *out, const Setting *setting)
{
	g_autofree char *range = range_of(setting);

	g_string_append_printf(out, "- `%s`: %s\n  ", setting->key, _(setting->sentence));
	/* Translators: of a setting: "Takes a length of time such as 45min. Default: `15min`." */
	if (setting->fallback && *setting->fallback)
		g_string_append_printf(out, _("Takes %s. Default: `%s`."), range, setting->fallback);
	else if (setting->fallback)
		g_string_append_printf(out, _("Takes %s. Default: empty."), range);
	else
		g_string_append_printf(out, _("Takes %s. Must be given."), range);
	g_string_append_c(out, '\n');
}

char *settings_reference(void)
{
	GString *out = g_string_new(NULL);

	for (const SectionKind *kind = section_kinds; kind->name; kind++) {
		g_string_append_printf(out, "%s## [%s%s]\n\n%s\n\n", out->len ? "\n" : "", kind->name,
		                       kind->home != SECTION_SETTINGS ? " NAME" : "", _(kind->sentence));
		for (const Setting *setting = settings_table; setting->section; setting++) {
			if (strcmp(setting->section, kind->name) == 0)
				describe(out, setting);
		}
	}
	return g_string_free(out, FALSE);
}
