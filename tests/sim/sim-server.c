/* The notification server comes, goes and hangs; and what a person does with what it shows. */
#include "tests/sim/sim-edges.h"

/* What came in after the server went is of the one before. */
void sim_server(Sim *sim, gboolean there)
{
	const NotifierEvents *events = sim->app ? app_notifier_events(sim->app) : NULL;

	if (sim->server == there)
		return;
	sim->server = there;
	sim->owner += there;
	sim->hung = FALSE;
	g_ptr_array_set_size(sim->screen, 0);
	sim_screen_forget(sim);
	if (events)
		events->available(events->self, there);
}

void sim_server_hang(Sim *sim)
{
	sim->hung = sim->server;
}

/* What it had taken in is on screen now. */
void sim_server_answer(Sim *sim)
{
	gboolean back = sim->lost;
	Report *sent;

	sim->hung = sim->lost = FALSE;
	while ((sent = g_queue_pop_head(&sim->unanswered))) {
		sim_put_up(sim, sent->prompt, sent->card, &sent->bubble);
		sim_report_free(sent);
	}
	if (back && sim->app)
		sim_queue_report(sim, (Report){ REPORT_BACK });
}

/* "=some" for the button of whatever item is asked; what no button has comes as it is, as from another question. */
static const char *key_of(const Card *card, const char *key)
{
	for (int i = 0; i < card_n_actions(card); i++)
		if (g_str_has_suffix(card->actions[i].key, key))
			return card->actions[i].key;
	return key;
}

void sim_press(Sim *sim, gint64 prompt, const char *key)
{
	SimBubble *bubble = sim_bubble_of(sim, prompt);
	g_autofree char *pressed = NULL;

	sim_demand(sim, bubble, "nothing to press of prompt %" G_GINT64_FORMAT, prompt);
	pressed = g_strdup(key_of(bubble->card, key));
	g_ptr_array_remove(sim->screen, bubble);
	sim_queue_report(sim, (Report){ REPORT_ACTED, .prompt = prompt, .key = g_steal_pointer(&pressed) });
}

void sim_wave_away(Sim *sim, gint64 prompt)
{
	SimBubble *bubble = sim_bubble_of(sim, prompt);

	sim_demand(sim, bubble, "nothing to wave away of prompt %" G_GINT64_FORMAT, prompt);
	g_ptr_array_remove(sim->screen, bubble);
	sim_queue_report(sim, (Report){ REPORT_CLOSED, .prompt = prompt });
}

const SimBubble *sim_bubble(const Sim *sim, gint64 prompt)
{
	return sim_bubble_of(sim, prompt);
}

guint sim_on_screen(const Sim *sim, gint64 prompt)
{
	guint n = 0;

	for (guint i = 0; i < sim->screen->len; i++)
		n += !prompt || ((SimBubble *)sim->screen->pdata[i])->prompt == prompt;
	return n;
}
