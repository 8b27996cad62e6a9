#include "core/schedule.h"

static const char *const kind_names[N_KINDS] = { [KIND_CHECKIN] = "checkin", [KIND_NUDGE] = "nudge" };

const char *kind_name(Kind kind)
{
	return kind_names[kind];
}

gboolean kind_parse(const char *text, Kind *kind)
{
	for (int i = 0; i < N_KINDS; i++)
		if (g_str_equal(text, kind_names[i])) {
			*kind = i;
			return TRUE;
		}
	return FALSE;
}

Schedule *schedule_new(Kind kind, const char *name)
{
	Schedule *schedule = g_new0(Schedule, 1);

	schedule->kind = kind;
	schedule->name = g_strdup(name);
	schedule->id = g_strdup_printf("%s/%s", kind_name(kind), name);
	schedule->enabled = TRUE;
	schedule->whens = g_ptr_array_new_with_free_func((GDestroyNotify)when_free);
	schedule->expires = MINUTES(60);
	schedule->chance = 1;
	return schedule;
}

void schedule_free(Schedule *schedule)
{
	if (!schedule)
		return;
	g_free(schedule->name);
	g_free(schedule->id);
	g_ptr_array_unref(schedule->whens);
	g_free(schedule->protocol);
	g_strfreev(schedule->topics);
	g_free(schedule);
}

char *schedule_spec(const Schedule *schedule)
{
	GString *spec = g_string_new(schedule->enabled ? "" : "disabled\n");

	for (guint i = 0; i < schedule->whens->len; i++) {
		g_autofree char *text = when_to_string(schedule->whens->pdata[i]);

		g_string_append_printf(spec, "%s%s", i ? "\n" : "", text);
	}
	return g_string_free(spec, FALSE);
}

const Schedule *schedules_find(const GPtrArray *schedules, const char *id)
{
	for (guint i = 0; i < schedules->len; i++) {
		const Schedule *schedule = schedules->pdata[i];

		if (g_str_equal(schedule->id, id))
			return schedule;
	}
	return NULL;
}

gint64 schedule_next(const Schedule *schedule, const Frame *frame, gint64 after)
{
	WhenContext context = { .zone = frame->zone, .secret = frame->secret, .schedule = schedule->id,
		                .quiet = frame->quiet, .draws = frame->draws };
	gint64 next = TIME_NEVER;

	for (guint i = 0; schedule->enabled && i < schedule->whens->len; i++) {
		context.trigger = i;
		next = MIN(next, when_next(schedule->whens->pdata[i], &context, after));
	}
	return next;
}
