#include "daemon/notifier-post.h"

#define FIRST_WAIT 2 /* s; some servers refuse what says the same as something of a second ago */
#define LONGEST_WAIT 300

void post_stop(Post *post)
{
	if (post->again)
		g_source_remove(post->again);
	post->again = 0;
}

static void post_free(gpointer data)
{
	Post *post = data;

	post_stop(post);
	card_free(post->card);
	g_free(post);
}

GPtrArray *posts_new(void)
{
	return g_ptr_array_new_with_free_func(post_free);
}

/* `field`: the offset of a gint64 in Post. */
static Post *posts_find(GPtrArray *posts, glong field, gint64 value)
{
	for (guint i = 0; i < posts->len; i++) {
		Post *post = posts->pdata[i];
		if (G_STRUCT_MEMBER(gint64, post, field) == value)
			return post;
	}
	return NULL;
}

Post *posts_by_ticket(GPtrArray *posts, gint64 ticket)
{
	return posts_find(posts, G_STRUCT_OFFSET(Post, ticket), ticket);
}

Post *posts_by_prompt(GPtrArray *posts, gint64 prompt)
{
	return posts_find(posts, G_STRUCT_OFFSET(Post, prompt), prompt);
}

Post *posts_add(GPtrArray *posts, gint64 prompt, gpointer owner)
{
	Post *post = g_new0(Post, 1);

	post->prompt = prompt;
	post->owner = owner;
	g_ptr_array_add(posts, post);
	return post;
}

static guint seconds_until_next(guint tries)
{
	guint wait = FIRST_WAIT;

	while (--tries && wait < LONGEST_WAIT)
		wait *= 2;
	return MIN(wait, LONGEST_WAIT);
}

void post_refused(Post *post, GSourceFunc run)
{
	post_stop(post);
	post->state = POST_WAITING;
	post->tries++;
	post->again = g_timeout_add_seconds(seconds_until_next(post->tries), run, post);
}
