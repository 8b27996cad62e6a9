/* markdown.c - Markdown as a tree that holds only what is safe to show. */
#include "config/markdown.h"
#include "core/i18n.h"

#include <string.h>

static gboolean is_web_address(const char *url)
{
	static const char *const schemes[] = { "http://", "https://", "mailto:" };

	for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return TRUE;
	return FALSE;
}

static gboolean is_raw(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
}

static gboolean is_hollow(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_IMAGE || (type == CMARK_NODE_LINK && !is_web_address(cmark_node_get_url(node)));
}

/* The article that a link names as NAME.md, in letters of its own; NULL: none. */
static char *article_of(cmark_node *node)
{
	const char *url = cmark_node_get_type(node) == CMARK_NODE_LINK ? cmark_node_get_url(node) : "";
	gsize length = strspn(url, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length && g_str_equal(url + length, ".md") ? g_strndup(url, length) : NULL;
}

/* A page and a terminal have no other articles to lead to: how to read it stands behind the words. */
static void add_command(cmark_node *node, const char *name)
{
	g_autofree char *command = g_strdup_printf("steady read %s", name);
	const char *const parts[] = { " (", command, ")" };

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		cmark_node *part = cmark_node_new(i == 1 ? CMARK_NODE_CODE : CMARK_NODE_TEXT);

		cmark_node_set_literal(part, parts[i]);
		cmark_node_append_child(node, part);
	}
}

/* Puts what a node holds in its place. */
static void unwrap(cmark_node *node)
{
	g_autofree char *name = article_of(node);
	cmark_node *child;

	if (name)
		add_command(node, name);
	while ((child = cmark_node_first_child(node)))
		cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

cmark_node *markdown_parse(const char *text)
{
	cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART);
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;

	/* A leaf may go when it is entered, another node when it is left: the iterator then already stands behind it. */
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (is_raw(node))
			cmark_node_free(node);
		else if (event == CMARK_EVENT_EXIT && is_hollow(node))
			unwrap(node);
	}
	cmark_iter_free(iter);
	return document;
}

cmark_node *markdown_heading(cmark_node *document, const char *const *texts)
{
	for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
		cmark_node *inside = cmark_node_first_child(node);

		if (cmark_node_get_type(node) == CMARK_NODE_HEADING && inside && !cmark_node_next(inside) &&
		    cmark_node_get_type(inside) == CMARK_NODE_TEXT &&
		    g_strv_contains(texts, cmark_node_get_literal(inside)))
			return node;
	}
	return NULL;
}
