/* The zones and the settings of a life: schedules of every form and kind, by chance. */
#include "tests/sim/life-state.h"

static const char *const zones[] = {
	"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Europe/Dublin", "Asia/Tokyo", "UTC"
};

const char *life_zone(Life *life)
{
	return zones[life_roll(life, G_N_ELEMENTS(zones))];
}

Zones *life_zones(void)
{
	Zones *all = zones_new();

	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++)
		zone_unref(zones_get(all, zones[i]));
	return all;
}

static const char *const steady[] = {
	"quiet = 23:00..07:30\nbudget = 8\napart = 20min\n",
	"quiet = none\nbudget = 9\napart = 0\n",
	"quiet = 22:15..08:00\nbudget = 7\napart = 30min\n",
	"quiet = 12:30..13:30\nbudget = 9\napart = 10min\n",
};

#define EVENING "protocol = evening\nexpires = 60min\n"
#define PULL "protocol = urge\n"

static const struct {
	const char *section;
	gboolean always;
	const char *texts[4];
} schedules[] = {
	{ "checkin evening",
	  TRUE,
	  { "when = 21:30\n" EVENING "remind = 20min\n", "when = 20:45\n" EVENING "missed = latest\ngrace = 5h\n",
	    "when = Mon..Fri 21:30\nwhen = Sat,Sun 19:10\nprotocol = evening\nexpires = 90min\nremind = 30min\n" } },
	{ "checkin pull",
	  FALSE,
	  { "when = 13:05\n" PULL "expires = 2h\n", "when = 17:20\n" PULL "except = Sun\nremind = 15min\n",
	    "when = 02:30\nwhen = 17:20\n" PULL "dst-overlap = both\n" } },
	{ "slot goodnight", FALSE, { "when = 22:05\nwas = our goodnight text\nnow = ten pages\n" } },
	{ "nudge plans", FALSE, { "when = 10:20\nplans = yes\n", "when = Sun 11:00\nplans = yes\nexpires = 2h\n" } },
	{ "plan late", TRUE, { "if = it is after ten\nthen = I call Sam\n" } },
	{ "nudge calendar",
	  TRUE,
	  { "when = 9,14:10\njitter = 25min\nchance = 85%\n", "when = 11,18:40\nmissed = once\ngrace = 3h\n",
	    "when = Mon..Fri 10..16/3:20\nexpires = 15min\nchance = 60%\nexcept = Wed 12:00..16:00\n" } },
	{ "nudge cadence",
	  TRUE,
	  { "when = every 2 days at 08:20, 16:40 from 2024-01-01\ntimezone = America/New_York\nmissed = all\ngrace = "
	    "8h\n",
	    "when = every 1 weeks on Mon,Wed,Sat at 10:15, 14:15 from 2024-01-01\nmissed = latest\n",
	    "when = every 3 days at 02:30, 11:45 from 2024-01-01\ndst-gap = skip\nmissed = all\ngrace = 2h\n" } },
	{ "nudge random",
	  TRUE,
	  { "when = 2 times between 10:00 and 20:00, at least 45min apart\n",
	    "when = 3 times between 17:00 and 02:00, at least 30min apart, on Mon..Fri\nexpires = 20min\n",
	    "when = 2 times between 09:00 and 21:00\nmissed = once\ngrace = 4h\nexcept = Sat 12:00..15:00\n" } },
	{ "nudge interval",
	  TRUE,
	  { "when = every 7h 20min\n", "when = every 4h between 09:00 and 18:00 on Mon..Fri\nexpires = 20min\n",
	    "when = every 11h\nmissed = once\ngrace = 6h\n" } },
	{ "nudge follow",
	  TRUE,
	  { "when = 20min after urge\nwhen = 45min after checkin evening\n",
	    "when = 10min after answer need=strong\nwhen = 30min after urge\n" } },
	{ "nudge mixed",
	  FALSE,
	  { "when = 07:45\nwhen = 1 time between 12:00 and 14:00\nwhen = every 13h\n",
	    "when = Mon *-*-01..07 18:00\nwhen = *-*~1 12:00\njitter = 2h\n" } },
};

static const char *some(Life *life, const char *const *texts, int most)
{
	int n = 0;

	while (n < most && texts[n])
		n++;
	return texts[life_roll(life, n)];
}

static void add_once(Life *life, GString *text)
{
	Sim *sim = life->sim;
	g_autofree char *iso =
		zone_format_iso(sim->read_zone, sim->now.wall + DAYS(life_roll(life, 20)) + HOURS(life_roll(life, 20)));

	g_string_append_printf(text, "[nudge once]\nwhen = once %.10s %.5s\n", iso, iso + 11);
}

char *life_settings(Life *life)
{
	GString *text = g_string_new("[steady]\n");

	g_string_append(text, some(life, steady, G_N_ELEMENTS(steady)));
	for (gsize i = 0; i < G_N_ELEMENTS(schedules); i++)
		if (schedules[i].always || life_roll(life, 4) == 0)
			g_string_append_printf(text, "[%s]\n%s", schedules[i].section,
			                       some(life, schedules[i].texts, 4));
	if (life->sim && life->sim->read_zone)
		add_once(life, text);
	return g_string_free(text, FALSE);
}
