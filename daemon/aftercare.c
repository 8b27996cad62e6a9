/* The hours after a slip: a short check-in, twice. Steady begins it, so quiet hours, a pause and the day's budget hold it like any other. */
#include "core/aftercare.h"
#include "daemon/app-state.h"

#define LASTS HOURS(3)
#define PROTOCOL "aftercare"

gint64 aftercare_due(App *app, const Moment *now)
{
	gint64 next = TIME_NEVER;

	for (guint i = 0; i < app->aftercares->len; i++)
		next = MIN(next, deadline_wall(&g_array_index(app->aftercares, Aftercare, i).next, now));
	return next;
}

/* Written before this one is decided: a crash between the two leaves out one of two questions, and asks none twice. */
static void set_next(App *app, Aftercare *aftercare, const Moment *now)
{
	gint64 next = aftercare_next(aftercare->at, app->settings->aftercare, now->wall);

	app->changes++;
	if (next == TIME_NEVER) {
		record_aftercare(app->edges.disk, aftercare->contact, NULL);
		return;
	}
	aftercare->next = deadline_after(now, next - now->wall);
	record_aftercare(app->edges.disk, aftercare->contact, &aftercare->next);
	g_array_append_val(app->aftercares, *aftercare);
}

static void ask(App *app, const Aftercare *aftercare, const Moment *now)
{
	g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT, aftercare->contact);
	g_autoptr(Schedule) schedule = schedule_new(KIND_CHECKIN, name);
	Prompt *prompt;

	g_free(schedule->id);
	schedule->id = g_strconcat("aftercare/", name, NULL);
	schedule->expires = LASTS;
	prompt = agenda_ask(app->agenda, schedule, now);
	prompt->asked = FALSE;
	prompt->content = g_strdup(PROTOCOL);
}

void aftercare_meet(App *app, const Moment *now)
{
	for (guint i = app->aftercares->len; i-- > 0;) {
		Aftercare aftercare = g_array_index(app->aftercares, Aftercare, i);

		if (deadline_wall(&aftercare.next, now) > now->wall)
			continue;
		g_array_remove_index(app->aftercares, i);
		set_next(app, &aftercare, now);
		ask(app, &aftercare, now);
	}
}
