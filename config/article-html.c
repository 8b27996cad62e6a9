/* article-html.c - an article as one self-contained page: it loads nothing, runs nothing, and its title tells nothing. */
#include "config/articles.h"

#include <stdlib.h>

#include "config/markdown.h"
#include "core/i18n.h"
#include "core/text.h"

/* Its title tells nothing. */
static const char head[] =
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<meta name=\"referrer\" content=\"no-referrer\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n"
	"<style>\n"
	":root { --paper: #fbfaf7; --ink: #26282b; --soft: #5d6268; --line: #dcd8cf; --accent: #2f6657; --box: "
	"#f0eee7; }\n"
	"@media (prefers-color-scheme: dark) {\n"
	"  :root { --paper: #191b1d; --ink: #dedcd6; --soft: #a0a4a6; --line: #3a3d3f; --accent: #8fc7b3; --box: "
	"#222527; }\n"
	"}\n"
	"html { background: var(--paper); color: var(--ink); }\n"
	"body { max-width: 65ch; margin: 0 auto; padding: 3.5rem 1.25rem 5rem; overflow-wrap: break-word;\n"
	"  font: 1.15rem/1.65 Charter, 'Bitstream Charter', 'Source Serif 4', 'Noto Serif', Georgia, serif; }\n"
	"h1, h2, h3, h4, .minutes { font-family: 'Noto Sans', 'DejaVu Sans', Cantarell, system-ui, sans-serif; }\n"
	"h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 .4rem; }\n"
	"h2 { font-size: 1.2rem; line-height: 1.35; margin: 2.2rem 0 .5rem; }\n"
	"h3, h4 { font-size: 1rem; margin: 1.8rem 0 .4rem; }\n"
	"p, ul, ol, blockquote { margin: 0 0 1rem; }\n"
	"li { margin: .25rem 0; }\n"
	".minutes { color: var(--soft); font-size: .9rem; margin-bottom: 2rem; }\n"
	"blockquote { margin-left: 0; padding-left: 1.1rem; border-left: 3px solid var(--line); color: var(--soft); }\n"
	"a { color: var(--accent); text-underline-offset: .15em; }\n"
	"hr { border: 0; border-top: 1px solid var(--line); margin: 2.2rem 0; }\n"
	"pre { overflow-x: auto; font-size: .9rem; }\n"
	".action { background: var(--box); border-left: 4px solid var(--accent); border-radius: 4px;\n"
	"  padding: 1rem 1.25rem; margin: 2.2rem 0; }\n"
	".action h2 { margin: 0 0 .3rem; font-size: 1rem; color: var(--accent); }\n"
	".action ~ ul, .action ~ ol, .action ~ p { font-size: .95rem; color: var(--soft); }\n" /* sources */
	".action p:last-child { margin-bottom: 0; }\n"
	".helped { margin-top: 3rem; font-size: .85rem; color: var(--soft); }\n"
	"code { font: .9em 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; }\n"
	"@media print {\n"
	"  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #999; --accent: #000; --box: #fff; }\n"
	"  body { max-width: none; padding: 0; font-size: 11pt; }\n"
	"  .action { border: 1px solid #999; break-inside: avoid; }\n"
	"  h2, h3 { break-after: avoid; }\n"
	"  .helped { display: none; }\n"
	"}\n"
	"</style>\n";

/* Text as HTML: cleaned, then escaped. */
static char *escaped(const char *text)
{
	g_autofree char *clean = text_clean(text);

	return g_markup_escape_text(clean, -1);
}

/* Sets the heading and what stands under it apart. */
static void frame_action(cmark_node *heading)
{
	cmark_node *frame = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	cmark_node *next;

	cmark_node_set_on_enter(frame, "<section class=\"action\">");
	cmark_node_set_on_exit(frame, "</section>");
	cmark_node_insert_before(heading, frame);
	for (cmark_node *node = heading; node; node = next) {
		next = cmark_node_next(node);
		if (next && cmark_node_get_type(next) == CMARK_NODE_HEADING)
			next = NULL;
		cmark_node_append_child(frame, node);
	}
}

static void add_body(GString *page, const Article *article)
{
	g_autoptr(cmark_node) document = markdown_parse(article->body);
	cmark_node *heading = markdown_heading(document, article_action_headings);
	g_autofree char *action = escaped(article->action);
	char *html;

	if (heading)
		frame_action(heading);
	html = cmark_render_html(document, CMARK_OPT_SAFE);
	g_string_append(page, html);
	free(html); /* cmark's own, by malloc */
	if (!heading)
		g_string_append_printf(page, "<section class=\"action\">\n<h2>%s</h2>\n<p>%s</p>\n</section>\n",
		                       _(ARTICLE_ACTION_HEADING), action);
}

static void add_minutes(GString *page, int minutes)
{
	g_string_append(page, "<p class=\"minutes\">");
	g_string_append_printf(page, ngettext("About %d minute", "About %d minutes", minutes), minutes);
	g_string_append(page, "</p>\n");
}

static void add_question(GString *page, const char *name)
{
	g_string_append(page, "<p class=\"helped\">");
	/* Translators: HTML below an article; %s is its name. */
	g_string_append_printf(
		page,
		_("Did this help? <code>steady read %s --helped yes</code>, or <code>no</code>, makes it "
	          "come sooner or later."),
		name);
	g_string_append(page, "</p>\n");
}

/* Translators: not a word, but the tag of your language, such as de. */
#define OWN_LANGUAGE C_("language tag", "en")

char *article_to_html(const Article *article)
{
	const char *language = article->language ? article->language : OWN_LANGUAGE;
	GString *page = g_string_new(NULL);
	g_autofree char *title = escaped(article->title), *neutral = escaped(_("A short read"));

	g_string_append_printf(page, "<!DOCTYPE html>\n<html lang=\"%s\">\n%s<title>%s</title>\n</head>\n", language,
	                       head, neutral);
	g_string_append_printf(page, "<body>\n<main>\n<h1>%s</h1>\n", title);
	if (article->minutes > 0)
		add_minutes(page, article->minutes);
	add_body(page, article);
	add_question(page, article->name);
	g_string_append(page, "</main>\n</body>\n</html>\n");
	return g_string_free(page, FALSE);
}
