/* The simulated screen: bubbles, and what a notification server says of them. */
#include "tests/sim/sim-edges.h"

#define PATIENCE SECONDS(25) /* after which a server that does not answer hangs */

void sim_report_free(gpointer data)
{
	Report *report = data;

	g_free(report->key);
	card_free(report->card);
	g_free(report);
}

void sim_bubble_free(gpointer data)
{
	SimBubble *bubble = data;

	card_free(bubble->card);
	g_free(bubble);
}

/* --- bubbles --- */

SimBubble *sim_bubble_of(const Sim *sim, gint64 prompt)
{
	for (guint i = 0; i < sim->screen->len; i++) {
		SimBubble *bubble = sim->screen->pdata[i];

		if (bubble->prompt == prompt && bubble->alive)
			return bubble;
	}
	return NULL;
}

static char *owner_name(const Sim *sim)
{
	return g_strdup_printf(":1.%u", sim->owner);
}

static SimBubble *bubble_by_id(const Sim *sim, const Bubble *last)
{
	g_autofree char *owner = owner_name(sim);

	for (guint i = 0; last->id && g_str_equal(last->owner, owner) && i < sim->screen->len; i++) {
		SimBubble *bubble = sim->screen->pdata[i];

		if (bubble->id == last->id)
			return bubble;
	}
	return NULL;
}

/* The desktop tags each prompt's bubble: where the server knows tags, it replaces by them. */
static SimBubble *bubble_by_tag(const Sim *sim, gint64 prompt)
{
	for (guint i = 0; sim->tags && i < sim->screen->len; i++)
		if (((SimBubble *)sim->screen->pdata[i])->prompt == prompt)
			return sim->screen->pdata[i];
	return NULL;
}

static SimBubble *bubble_new(Sim *sim)
{
	SimBubble *bubble = g_new0(SimBubble, 1);

	bubble->id = ++sim->bubbles;
	g_ptr_array_add(sim->screen, bubble);
	return bubble;
}

void sim_put_up(Sim *sim, gint64 prompt, const Card *card, const Bubble *last)
{
	SimBubble *bubble = sim_bubble_of(sim, prompt)          ?: bubble_by_id(sim, last)
	                    ?: bubble_by_tag(sim, prompt) ?: bubble_new(sim);
	Report report = { .kind = REPORT_SHOWN, .prompt = prompt, .bubble.id = bubble->id };
	g_autofree char *owner = owner_name(sim);

	card_free(bubble->card);
	*bubble = (SimBubble){ bubble->id, prompt, TRUE, card_copy(card) };
	g_strlcpy(report.bubble.owner, owner, sizeof report.bubble.owner);
	sim_queue_report(sim, report);
}

/* --- the notifier's face --- */

static void send(Sim *sim, gint64 prompt, const Card *card, const Bubble *last)
{
	Report sent = { REPORT_HUNG, .prompt = prompt, .bubble = *last, .due = sim->now.boot + PATIENCE };

	sent.card = card_copy(card);
	g_queue_push_tail(&sim->unanswered, g_memdup2(&sent, sizeof sent));
}

static void notifier_show(gpointer self, gint64 prompt, const Card *card, const Bubble *last)
{
	static const Bubble none = { 0 };
	Sim *sim = self;

	sim_demand(sim, prompt != 0, "shown before its row was written");
	sim_demand(sim, sim->server && !sim->lost, "shown where no server answers");
	sim->shows++;
	g_string_append_printf(sim->log, "show %" G_GINT64_FORMAT ", ", prompt);
	if (sim->watch.shown)
		sim->watch.shown(sim->watch.self, prompt, card);
	if (sim->hung) {
		send(sim, prompt, card, last ?: &none);
	} else if (sim->refusals > 0) {
		sim->refusals--;
		sim->refused++;
		sim_queue_report(sim, (Report){ REPORT_REFUSED, .prompt = prompt });
	} else {
		sim_put_up(sim, prompt, card, last ?: &none);
	}
}

static void unsend(Sim *sim, gint64 prompt)
{
	for (GList *at = sim->unanswered.head, *next; at; at = next) {
		next = at->next;
		if (((Report *)at->data)->prompt != prompt)
			continue;
		sim_report_free(at->data);
		g_queue_delete_link(&sim->unanswered, at);
	}
}

static void notifier_close(gpointer self, gint64 prompt)
{
	Sim *sim = self;
	SimBubble *bubble = sim->dead ? NULL : sim_bubble_of(sim, prompt);

	unsend(sim, prompt);
	if (bubble)
		g_ptr_array_remove(sim->screen, bubble);
}

static void notifier_tell(gpointer self, const char *summary, const char *body)
{
	Sim *sim = self;

	sim->tells++;
	g_string_append_printf(sim->log, "tell '%s', ", summary);
	if (sim->watch.told)
		sim->watch.told(sim->watch.self, summary);
}

static void notifier_free(gpointer self)
{
}

void sim_make_screen(Sim *sim)
{
	sim->notifier = (Notifier){ sim, "desktop", notifier_show, notifier_close, notifier_tell, notifier_free, NULL };
	sim->screen = g_ptr_array_new_with_free_func(sim_bubble_free);
	sim->server = sim->tags = TRUE;
	sim->owner = 1;
}

/* --- what it says --- */

void sim_queue_report(Sim *sim, Report report)
{
	g_queue_push_tail(&sim->reports, g_memdup2(&report, sizeof report));
}

static const Report *overdue(const Sim *sim)
{
	const Report *first = sim->hung && !sim->lost ? g_queue_peek_head((GQueue *)&sim->unanswered) : NULL;

	return first;
}

gboolean sim_report_is_due(const Sim *sim)
{
	const Report *hung = overdue(sim);

	return sim->reports.length > 0 || (hung && hung->due <= sim->now.boot);
}

gint64 sim_report_next(const Sim *sim)
{
	const Report *hung = overdue(sim);

	return hung ? sim->now.wall + MAX(hung->due - sim->now.boot, 0) : TIME_NEVER;
}

static void tell_arrived(const Sim *sim, gint64 prompt)
{
	if (sim->watch.arrived)
		sim->watch.arrived(sim->watch.self, prompt);
}

/* Of what was sent nobody knows whether the first arrived; what waited behind it did not. */
static void give_up(Sim *sim, const NotifierEvents *events)
{
	static const Bubble none = { 0 };
	Report *first = g_queue_pop_head(&sim->unanswered);
	GPtrArray *others = g_ptr_array_new_with_free_func(sim_report_free);
	Report *one;

	while ((one = g_queue_pop_head(&sim->unanswered)))
		g_ptr_array_add(others, one);
	g_queue_push_head(&sim->unanswered, first);
	sim->lost = TRUE;
	sim->unknown++;
	tell_arrived(sim, first->prompt);
	events->shown(events->self, first->prompt, SHOWN_UNKNOWN, &none, "no answer in time");
	for (guint i = 0; i < others->len; i++)
		events->shown(events->self, ((Report *)others->pdata[i])->prompt, SHOWN_FAILED, &none, "hangs");
	g_ptr_array_unref(others);
	events->available(events->self, FALSE);
}

static void say(Sim *sim, const Report *report, const NotifierEvents *events)
{
	switch (report->kind) {
	case REPORT_SHOWN:
		tell_arrived(sim, report->prompt);
		events->shown(events->self, report->prompt, SHOWN_OK, &report->bubble, NULL);
		break;
	case REPORT_REFUSED:
		events->shown(events->self, report->prompt, SHOWN_FAILED, &report->bubble, "refused");
		break;
	case REPORT_ACTED:
		events->acted(events->self, report->prompt, report->key);
		break;
	case REPORT_CLOSED:
		events->closed(events->self, report->prompt, TRUE);
		break;
	case REPORT_BACK:
		events->available(events->self, TRUE);
		break;
	case REPORT_HUNG:
		break;
	}
}

void sim_report(Sim *sim)
{
	const NotifierEvents *events = app_notifier_events(sim->app);
	Report *report = g_queue_pop_head(&sim->reports);

	if (!report) {
		give_up(sim, events);
		return;
	}
	say(sim, report, events);
	sim_report_free(report);
}

void sim_screen_forget(Sim *sim)
{
	g_queue_clear_full(&sim->reports, sim_report_free);
	g_queue_clear_full(&sim->unanswered, sim_report_free);
	sim->lost = FALSE;
}
