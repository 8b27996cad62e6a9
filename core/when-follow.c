#include "core/span.h"
#include "core/i18n.h"
#include "core/when-follow.h"
#include <string.h>

static const char example[] = "20min after urge";

/* "20min after ..." : a number first, and the word further on. */
static gboolean follow_begins(const char *text)
{
	g_autofree char *lower = g_ascii_isdigit(*text) ? g_ascii_strdown(text, -1) : NULL;
	const char *after = lower ? strstr(lower, "after") : NULL;

	return after && !g_ascii_isalnum(after[strlen("after")]);
}

static void follow_free(gpointer value)
{
	Follow *follow = value;

	g_free(follow->name);
	g_free(follow);
}

static gboolean read_type(Expr *expr, EventType *type)
{
	for (int i = 0; i < N_EVENT_TYPES; i++)
		if (expr_accept(expr, event_type_name(i))) {
			*type = i;
			return TRUE;
		}
	return expr_fail(expr, _("urge, contact, checkin NAME or answer NAME is expected here, as in \"%s\""), example);
}

static gboolean is_name(const char *text, gsize n)
{
	return n > 0 && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") >= n;
}

/* The name of a check-in; an item of one, perhaps with the value that counts. */
static gboolean read_name(Expr *expr, Follow *follow)
{
	gsize n, value;

	expr_skip_blanks(expr);
	n = strcspn(expr->at, " \t");
	value = follow->type == EVENT_ANSWER ? strcspn(expr->at, "= \t") : n;
	if (n == 0)
		return expr_fail(
			expr,
			follow->type == EVENT_CHECKIN
				? _("the name of a check-in is expected here, as in \"1h after checkin evening\"")
				: _("the name of a question is expected here, as in \"15min after answer mood\""));
	if (!g_utf8_validate(expr->at, (gssize)n, NULL) || value + 1 == n || !is_name(expr->at, value))
		return expr_fail(expr, _("a name is made of small letters, digits, - and _"));
	follow->name = g_strndup(expr->at, n);
	expr->at += n;
	return TRUE;
}

static gboolean read_follow(Expr *expr, Follow *follow)
{
	return part_span(expr, "after", NULL, &follow->span) && part_word(expr, "after", example) &&
	       read_type(expr, &follow->type) && (!event_type_is_named(follow->type) || read_name(expr, follow)) &&
	       part_end(expr, _("nothing more is expected here"));
}

static gpointer follow_parse(const char *text, Zones *zones, GError **error)
{
	Expr expr = { text, text, error };
	Follow *follow = g_new0(Follow, 1);

	if (read_follow(&expr, follow))
		return follow;
	follow_free(follow);
	return NULL;
}

static char *follow_to_string(gconstpointer value)
{
	const Follow *follow = value;
	g_autofree char *span = span_to_string(follow->span);

	return g_strdup_printf("%s after %s%s%s", span, event_type_name(follow->type), follow->name ? " " : "",
	                       follow->name ? follow->name : "");
}

static char *follow_explain(gconstpointer value)
{
	const Follow *follow = value;
	g_autofree char *span = span_in_words(follow->span), *event = event_in_words(follow->type, follow->name);

	return g_strdup_printf("%s after %s", span, event);
}

/* Events lie within years of ours; a span may be longer than time. */
static gint64 follow_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	const Follow *follow = value;
	gint64 base = MAX(after, READINGS_BEFORE) - follow->span;
	gint64 at = events_next(context->events, follow->type, follow->name, base);

	return at == TIME_NEVER || at > READINGS_AFTER - follow->span ? TIME_NEVER : at + follow->span;
}

static gint64 follow_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	const Follow *follow = value;
	gint64 base = MIN(before, READINGS_AFTER) - follow->span;
	gint64 at = events_prev(context->events, follow->type, follow->name, base);

	return at == TIME_NEVER ? TIME_NEVER : at + follow->span;
}

char *event_in_words(EventType type, const char *name)
{
	const char *is = name ? strchr(name, '=') : NULL;

	switch (type) {
	case EVENT_URGE:
		return g_strdup("an urge");
	case EVENT_CONTACT:
		return g_strdup("contact");
	case EVENT_CHECKIN:
		return g_strdup_printf("the check-in %s was missed", name);
	case EVENT_ANSWER:
		return is ? g_strdup_printf("the answer %s to %.*s", is + 1, (int)(is - name), name)
		          : g_strdup_printf("an answer to %s", name);
	case N_EVENT_TYPES:
		break;
	}
	g_assert_not_reached();
}

const Form follow_form = {
	.name = "follow",
	.begins = follow_begins,
	.parse = follow_parse,
	.free = follow_free,
	.to_string = follow_to_string,
	.explain = follow_explain,
	.next = follow_next,
	.prev = follow_prev,
};
