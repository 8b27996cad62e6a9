/* notifier-desktop.c - what is on screen: what the daemon asks for, and what the server and the worker say. */
#include "daemon/notifier-desktop.h"

#include "daemon/notifier-send.h"

/* --- what the server does ------------------------------------------------------------------------------ */

/* Fails what did not reach the screen. */
static void desktop_give_up(Desktop *desktop)
{
	for (guint i = desktop->posts->len; i > 0; i--) {
		Post *post = desktop->posts->pdata[i - 1];
		if (post->state != POST_WAITING && post->state != POST_SENT)
			continue;
		desktop_fail(desktop, post->prompt);
		g_ptr_array_remove_index(desktop->posts, i - 1);
	}
}

/* Said again although it is no news: what was on screen is gone. */
static void desktop_lose(Desktop *desktop)
{
	desktop->available = FALSE;
	desktop->events.available(desktop->events.self, FALSE);
}

static void desktop_set_available(Desktop *desktop, gboolean available)
{
	if (desktop->available == available)
		return;
	desktop->available = available;
	desktop->events.available(desktop->events.self, available);
}

/* A new owner knows nothing of what the old one showed; those that wait go on waiting for it. Whether any was on screen. */
static gboolean desktop_forget(Desktop *desktop)
{
	gboolean lost = FALSE;

	worker_forget(desktop->worker);
	for (guint i = desktop->posts->len; i > 0; i--) {
		Post *post = desktop->posts->pdata[i - 1];
		if (post->state == POST_WAITING)
			continue;
		if (post->state == POST_SENT)
			desktop_fail(desktop, post->prompt);
		else
			lost = TRUE;
		g_ptr_array_remove_index(desktop->posts, i - 1);
	}
	return lost;
}

static void on_server(gpointer self, ServerState state, gboolean fresh)
{
	Desktop *desktop = self;

	if (fresh && desktop_forget(desktop))
		desktop_lose(desktop);
	switch (state) {
	case SERVER_UNKNOWN:
	case SERVER_COMING:
		break;
	case SERVER_NONE:
	case SERVER_HUNG:
		desktop_give_up(desktop);
		desktop_set_available(desktop, FALSE);
		break;
	case SERVER_STARTABLE:
		desktop_set_available(desktop, TRUE);
		if (desktop->told->len)
			server_start(desktop->server);
		break;
	case SERVER_READY:
		worker_resume(desktop->worker);
		break;
	}
}

/* --- what the worker says --------------------------------------------------------------------------------- */

static void on_shown(gpointer self, gint64 ticket, ShownResult result, guint32 id, const char *problem)
{
	Desktop *desktop = self;
	Post *post = posts_by_ticket(desktop->posts, ticket);
	Bubble bubble = { .id = id };
	gint64 prompt;

	if (!post)
		return;
	if (result == SHOWN_FAILED) {
		desktop_refused(post, problem);
		return;
	}
	prompt = post->prompt;
	g_strlcpy(bubble.owner, server_facts(desktop->server)->owner, sizeof bubble.owner);
	post->state = result == SHOWN_UNKNOWN ? POST_UNSURE : POST_ON_SCREEN;
	g_clear_pointer(&post->card, card_free);
	desktop->events.shown(desktop->events.self, prompt, result, &bubble, problem);
}

/* Some servers leave the bubble on screen after the click. */
static void on_acted(gpointer self, gint64 ticket, const char *key)
{
	Desktop *desktop = self;
	Post *post = posts_by_ticket(desktop->posts, ticket);
	gint64 prompt;

	if (!post)
		return;
	prompt = post->prompt;
	worker_close(desktop->worker, ticket);
	g_ptr_array_remove(desktop->posts, post);
	desktop->events.acted(desktop->events.self, prompt, key);
}

static void on_typed(gpointer self, gint64 ticket, const char *text)
{
	Desktop *desktop = self;
	Post *post = posts_by_ticket(desktop->posts, ticket);
	gint64 prompt;

	if (!post)
		return;
	prompt = post->prompt;
	worker_close(desktop->worker, ticket);
	g_ptr_array_remove(desktop->posts, post);
	desktop->events.typed(desktop->events.self, prompt, text);
}

static void on_closed(gpointer self, gint64 ticket, gboolean by_person)
{
	Desktop *desktop = self;
	Post *post = posts_by_ticket(desktop->posts, ticket);
	gint64 prompt;

	if (!post)
		return;
	prompt = post->prompt;
	g_ptr_array_remove(desktop->posts, post);
	desktop->events.closed(desktop->events.self, prompt, by_person);
}

static void on_hung(gpointer self)
{
	server_hung(((Desktop *)self)->server);
}

/* First what came late is known to be on screen, then more is sent. */
static void on_resumed(gpointer self)
{
	Desktop *desktop = self;

	if (server_state(desktop->server) != SERVER_READY)
		return;
	desktop_flush(desktop);
	desktop_set_available(desktop, TRUE);
}

/* --- what the daemon asks for ------------------------------------------------------------------------------- */

static gboolean desktop_reachable(const Desktop *desktop)
{
	ServerState state = server_state(desktop->server);

	return state != SERVER_NONE && state != SERVER_HUNG;
}

/* The prompt's post, taken back to POST_WAITING. */
static Post *desktop_renew(Desktop *desktop, gint64 prompt)
{
	Post *post = posts_by_prompt(desktop->posts, prompt);

	if (!post)
		post = posts_add(desktop->posts, prompt, desktop);
	else if (post->state != POST_WAITING)
		post->instead = post->ticket;
	post_stop(post);
	post->tries = 0;
	post->state = POST_WAITING;
	return post;
}

static void desktop_show(gpointer self, gint64 prompt, const Card *card, const Bubble *last)
{
	Desktop *desktop = self;
	Post *post;

	desktop_forgive(desktop, prompt);
	if (!desktop_reachable(desktop)) {
		desktop_fail(desktop, prompt);
		return;
	}
	post = desktop_renew(desktop, prompt);
	g_clear_pointer(&post->card, card_free);
	post->card = card_copy(card);
	post->last = last ? *last : (Bubble){ 0 };
	desktop_move(desktop, post);
}

static void desktop_close(gpointer self, gint64 prompt)
{
	Desktop *desktop = self;
	Post *post = posts_by_prompt(desktop->posts, prompt);

	desktop_forgive(desktop, prompt);
	if (!post)
		return;
	if (post->state != POST_WAITING)
		worker_close(desktop->worker, post->ticket);
	if (post->instead)
		worker_close(desktop->worker, post->instead); /* still there, if this one was refused */
	g_ptr_array_remove(desktop->posts, post);
}

static void desktop_tell(gpointer self, const char *summary, const char *body)
{
	desktop_send_tell(self, summary, body);
}

static const char *desktop_server(gpointer self, ServerSkills *skills)
{
	Desktop *desktop = self;
	const ServerFacts *facts = server_facts(desktop->server);

	*skills = facts->skills;
	return server_state(desktop->server) == SERVER_READY ? facts->name : "";
}

static void desktop_free(gpointer self)
{
	Desktop *desktop = self;

	server_free(desktop->server);
	worker_free(desktop->worker);
	if (desktop->failing)
		g_source_remove(desktop->failing);
	g_ptr_array_unref(desktop->posts);
	g_ptr_array_unref(desktop->told);
	g_ptr_array_unref(desktop->failed);
	g_free(desktop);
}

Notifier *notifier_desktop_new(const NotifierEvents *events)
{
	Desktop *desktop = g_new0(Desktop, 1);

	desktop->notifier = (Notifier){ desktop,      "desktop",    desktop_show,  desktop_close,
		                        desktop_tell, desktop_free, desktop_server };
	desktop->events = *events;
	desktop->available = -1;
	desktop->posts = posts_new();
	desktop->told = g_ptr_array_new_with_free_func((GDestroyNotify)card_free);
	desktop->failed = g_ptr_array_new_with_free_func(g_free);
	desktop->worker =
		worker_new(&(WorkerEvents){ desktop, on_shown, on_acted, on_typed, on_closed, on_hung, on_resumed });
	desktop->server = server_new(&(ServerEvents){ desktop, on_server });
	return &desktop->notifier;
}
