/* Lives of the daemon: begun, ended, killed. */
#include "tests/sim/sim-edges.h"

static void open_page(gpointer self, gint64 prompt, const char *html, void (*failed)(gpointer, gint64), gpointer app)
{
	((Sim *)self)->opened++;
}

static void on_closed(gpointer self, gint64 prompt, Outcome outcome)
{
	Sim *sim = self;

	g_string_append_printf(sim->log, "closed %" G_GINT64_FORMAT " %s, ", prompt, outcome_name(outcome));
	if (sim->watch.closed)
		sim->watch.closed(sim->watch.self, prompt, outcome);
}

void sim_start(Sim *sim)
{
	AppEdges edges = { .paths = sim->paths,
		           .clocks = &sim->clocks,
		           .disk = &sim->disk,
		           .open_page = open_page,
		           .opener = sim,
		           .awaits_answers = TRUE };

	medium_power_on(sim->medium);
	sim->dead = sim->troubled = FALSE;
	sim->armed = TIME_NEVER;
	sim->app = app_new(&edges, &(AppEvents){ .self = sim, .closed = on_closed });
	app_attach(sim->app, &sim->notifier);
	app_start(sim->app);
	if (sim->server)
		app_notifier_events(sim->app)->available(sim->app, TRUE);
}

static void end_life(Sim *sim)
{
	sim_screen_forget(sim);
	g_clear_pointer(&sim->app, app_free);
	g_clear_pointer(&sim->store, store_close);
	for (guint i = 0; i < sim->screen->len; i++)
		((SimBubble *)sim->screen->pdata[i])->alive = FALSE;
}

/* The disk may be full, or its power gone, before all is written. */
void sim_stop(Sim *sim)
{
	app_stop(sim->app);
	sim->halt_in = 0;
	sim->retry = 0;
	sim_settle(sim);
	sim_disk_forget(sim);
	end_life(sim);
}

/* References go back; nothing is done any more. */
static void die(Sim *sim)
{
	sim->dead = TRUE;
	sim->halted = FALSE;
	sim->halt_in = 0;
	app_stop(sim->app);
	sim_disk_forget(sim);
	end_life(sim);
}

void sim_kill(Sim *sim)
{
	medium_kill(sim->medium, SIM_DAEMON);
	die(sim);
}

void sim_begin_boot(Sim *sim)
{
	sim->now.boot = MINUTES(1) / 2;
	g_snprintf(sim->boot_id, sizeof sim->boot_id, "boot-%d", ++sim->boots);
}

void sim_power_off(Sim *sim)
{
	if (!medium_is_cut(sim->medium))
		medium_cut(sim->medium);
	if (sim->app)
		die(sim);
	g_ptr_array_set_size(sim->screen, 0);
	sim->hung = FALSE;
	sim->owner++;
	sim_begin_boot(sim);
}
