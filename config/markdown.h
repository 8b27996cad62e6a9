/* markdown.h - Markdown as a tree that holds only what is safe to show: no raw HTML, no pictures (their text stays), links
 * to http, https and mailto only (of others the text stays; behind that of one to another article, NAME.md, how to read it). */
#pragma once
#include <cmark.h>
#include <glib.h>

cmark_node *markdown_parse(const char *text); /* free with cmark_node_free */
cmark_node *markdown_heading(cmark_node *document, const char *const *texts); /* the heading with just one of them; NULL: none */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_node, cmark_node_free)
