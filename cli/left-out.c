#include "cli/left-out.h"

enum { MOST_COUNTED = 10000 };

static void clear(gpointer data)
{
	g_free(((LeftOut *)data)->rule);
}

static int by_time(gconstpointer a, gconstpointer b)
{
	const LeftOut *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

static char *rule_of(const Schedule *schedule, const Frame *frame, gint64 at)
{
	return except_rule_at(schedule->except, schedule->zone ? schedule->zone : frame->zone, at);
}

/* The run that begins at `first`; its end is where something is due, or another rule begins. */
static LeftOut run_from(const Schedule *schedule, const Frame *frame, gint64 first, gint64 until)
{
	LeftOut run = { schedule, rule_of(schedule, frame, first), first, first, 1 };
	gint64 due = MIN(schedule_next(schedule, frame, first), until), at = first;

	while (run.count < MOST_COUNTED && (at = schedule_next_excepted(schedule, frame, at)) < due) {
		g_autofree char *rule = rule_of(schedule, frame, at);

		if (g_strcmp0(rule, run.rule) != 0)
			break;
		run.last = at;
		run.count++;
	}
	return run;
}

GArray *left_out_find(const GPtrArray *schedules, const Frame *frame, gint64 after, gint64 until, guint most)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(LeftOut));

	g_array_set_clear_func(found, clear);
	for (guint i = 0; i < schedules->len; i++) {
		gint64 at = after;

		for (guint n = 0; n < most && (at = schedule_next_excepted(schedules->pdata[i], frame, at)) < until;
		     n++) {
			LeftOut run = run_from(schedules->pdata[i], frame, at, until);

			g_array_append_val(found, run);
			at = run.last;
		}
	}
	g_array_sort(found, by_time);
	return found;
}

void left_out_cut(GArray *found, gint64 until)
{
	while (found->len && g_array_index(found, LeftOut, found->len - 1).first >= until)
		g_array_set_size(found, found->len - 1);
}
