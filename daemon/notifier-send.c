/* notifier-send.c - how it is sent: at once, when a server is there, again after a refusal; or told to have failed. */
#include "daemon/notifier-send.h"

#define MAX_TOLD 4 /* messages kept for a server yet to come; older ones go */

/* --- prompts --- */

void desktop_send(Desktop *desktop, Post *post)
{
	const ServerFacts *facts = server_facts(desktop->server);
	Showing *showing = showing_new(post->card, &facts->skills);

	showing->ticket = post->ticket = ++desktop->tickets;
	showing->instead = post->instead;
	if (post->last.id && g_str_equal(post->last.owner, facts->owner))
		showing->replaces = post->last.id;
	if (facts->skills.tags)
		showing->tag = g_strdup_printf("steady-%" G_GINT64_FORMAT, post->prompt);
	post_stop(post);
	post->state = POST_SENT;
	worker_show(desktop->worker, showing);
}

void desktop_move(Desktop *desktop, Post *post)
{
	ServerState state = server_state(desktop->server);

	if (state == SERVER_READY)
		desktop_send(desktop, post);
	else if (state == SERVER_STARTABLE)
		server_start(desktop->server);
}

static gboolean on_again(gpointer data)
{
	Post *post = data;
	Desktop *desktop = post->owner;

	post->again = 0;
	if (server_state(desktop->server) == SERVER_READY)
		desktop_send(desktop, post); /* else with all that wait, when it is */
	return G_SOURCE_REMOVE;
}

void desktop_refused(Post *post, const char *problem)
{
	if (!post->tries)
		g_message("Prompt %" G_GINT64_FORMAT " was refused, and is tried again: %s", post->prompt, problem);
	post_refused(post, on_again);
}

/* --- messages --- */

static void send_told(Desktop *desktop, const Card *card)
{
	Showing *showing = showing_new(card, &server_facts(desktop->server)->skills);

	showing->ticket = ++desktop->tickets;
	worker_show(desktop->worker, showing);
}

void desktop_send_tell(Desktop *desktop, const char *summary, const char *body)
{
	g_autoptr(Card) card = card_new(summary, body);

	if (server_state(desktop->server) == SERVER_READY) {
		send_told(desktop, card);
		return;
	}
	if (desktop->told->len == MAX_TOLD)
		g_ptr_array_remove_index(desktop->told, 0);
	g_ptr_array_add(desktop->told, g_steal_pointer(&card));
	if (server_state(desktop->server) == SERVER_STARTABLE)
		server_start(desktop->server);
}

void desktop_flush(Desktop *desktop)
{
	for (guint i = 0; i < desktop->told->len; i++)
		send_told(desktop, desktop->told->pdata[i]);
	g_ptr_array_set_size(desktop->told, 0);
	for (guint i = 0; i < desktop->posts->len; i++) {
		Post *post = desktop->posts->pdata[i];
		if (post->state == POST_WAITING)
			desktop_send(desktop, post);
	}
}

/* --- failures --- */

static gboolean on_failing(gpointer data)
{
	Desktop *desktop = data;
	g_autoptr(GPtrArray) failed = g_steal_pointer(&desktop->failed);

	desktop->failed = g_ptr_array_new_with_free_func(g_free);
	desktop->failing = 0;
	for (guint i = 0; i < failed->len; i++)
		desktop->events.shown(desktop->events.self, *(gint64 *)failed->pdata[i], SHOWN_FAILED, &(Bubble){ 0 },
		                      "no notification server answers");
	return G_SOURCE_REMOVE;
}

void desktop_fail(Desktop *desktop, gint64 prompt)
{
	g_ptr_array_add(desktop->failed, g_memdup2(&prompt, sizeof prompt));
	if (!desktop->failing)
		desktop->failing = g_idle_add(on_failing, desktop);
}

void desktop_forgive(Desktop *desktop, gint64 prompt)
{
	for (guint i = desktop->failed->len; i > 0; i--)
		if (*(gint64 *)desktop->failed->pdata[i - 1] == prompt)
			g_ptr_array_remove_index(desktop->failed, i - 1);
}
