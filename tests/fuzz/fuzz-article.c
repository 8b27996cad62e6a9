#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/articles.h"
#include "config/lint.h"
#include "core/text.h"

#define HEAD "---\ntitle = T\nneutral = N\nopen = O\ntopics = urge\nminutes = 3\naction = Breathe.\n---\n"

/* --- the page ------------------------------------------------------------------------------------- */

/* All that a page may hold, and the attributes of each. What is not here runs, loads, leaves or hides something. */
static const struct {
	const char *element;
	const char *attributes; /* with blanks between */
} allowed[] = {
	{ "body", "" },        { "main", "" },    { "h1", "" },     { "h2", "" },         { "h3", "" },
	{ "h4", "" },          { "h5", "" },      { "h6", "" },     { "p", "class" },     { "section", "class" },
	{ "ul", "" },          { "ol", "start" }, { "li", "" },     { "blockquote", "" }, { "pre", "" },
	{ "code", "class" },   { "em", "" },      { "strong", "" }, { "hr", "" },         { "br", "" },
	{ "a", "href title" },
};

static void check_attribute(const char *element, const char *names, const char *name, const char *value)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);

	fuzz_must(g_strv_contains((const char *const *)words, name), "<%s %s=%s>", element, name, value);
	if (strcmp(name, "href") != 0)
		return;
	fuzz_must(g_ascii_strncasecmp(value, "http://", 7) == 0 || g_ascii_strncasecmp(value, "https://", 8) == 0 ||
	                  g_ascii_strncasecmp(value, "mailto:", 7) == 0,
	          "href=%s", value);
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names, const char **values,
                          gpointer data, GError **error)
{
	guint i = 0;

	while (i < G_N_ELEMENTS(allowed) && strcmp(allowed[i].element, element) != 0)
		i++;
	fuzz_must(i < G_N_ELEMENTS(allowed), "<%s>", element);
	for (guint j = 0; names[j]; j++)
		check_attribute(element, allowed[i].attributes, names[j], values[j]);
}

/* Comments, doctypes, processing instructions. */
static void passthrough(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
	fuzz_must(FALSE, "%.*s", (int)length, text);
}

/* The body is strict XML: each element closed in order, each sign that could begin one escaped. */
static void check_page(const char *page)
{
	static const GMarkupParser parser = { .start_element = start_element, .passthrough = passthrough };
	const char *body = strstr(page, "<body>"), *end = strstr(page, "</html>");
	g_autoptr(GMarkupParseContext) context =
		g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, NULL, NULL);
	g_autoptr(GError) error = NULL;

	fuzz_must(g_utf8_validate(page, -1, NULL) && body && end && strcmp(end, "</html>\n") == 0);
	fuzz_must(g_markup_parse_context_parse(context, body, end - body, &error) &&
	                  g_markup_parse_context_end_parse(context, &error),
	          "%s\n%s", error->message, body);
}

/* --- the terminal --------------------------------------------------------------------------------- */

/* Takes the escape codes of the styles out; each line begins and ends without one. */
static char *unstyled(const char *text)
{
	static const char *const codes[] = { "\033[0m", "\033[1m", "\033[2m", "\033[3m" };
	GString *plain = g_string_new(NULL);
	gboolean open = FALSE;

	for (const char *p = text; *p;) {
		guint code = 0;

		while (code < G_N_ELEMENTS(codes) && !g_str_has_prefix(p, codes[code]))
			code++;
		fuzz_must(*p != '\n' || !open, "a style goes on over the end of a line");
		if (code < G_N_ELEMENTS(codes)) {
			open = code > 0;
			p += strlen(codes[code]);
		} else {
			g_string_append_c(plain, *p++);
		}
	}
	return g_string_free(plain, FALSE);
}

/* The marks, embeddings, overrides and isolates that change the direction of writing (Unicode UAX 9). */
static gboolean turns(gunichar c)
{
	static const gunichar marks[] = { 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
		                          0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069 };

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (marks[i] == c)
			return TRUE;
	return FALSE;
}

static void check_text(const Article *article, int columns)
{
	g_autofree char *text = article_to_text(article, columns, FALSE);
	g_autofree char *styled = article_to_text(article, columns, TRUE), *plain = unstyled(styled);
	g_autofree char *clean = text_clean(text);

	fuzz_must(g_utf8_validate(text, -1, NULL));
	fuzz_must(strcmp(text, clean) == 0, "a sign that a terminal obeys: %s", text);
	fuzz_must(strcmp(text, plain) == 0, "styles change the words: %s\n--\n%s", text, plain);
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		fuzz_must(!turns(g_utf8_get_char(p)) && (*p == '\n' || !g_unichar_iscntrl(g_utf8_get_char(p))), "%s",
		          p);
}

/* --- an article ----------------------------------------------------------------------------------- */

static void check_head(const Article *article)
{
	fuzz_must(article->title && *article->title && article->n_prompts >= 1 &&
	          article->n_prompts <= ARTICLE_PROMPTS);
	for (int i = 0; i < article->n_prompts; i++)
		fuzz_must(*article_prompt(article, i)->neutral && *article_prompt(article, i)->open);
	fuzz_must(article->stance < N_STANCES && article->flags < 1U << N_ARTICLE_FLAGS);
	fuzz_must(article->minutes >= 1 && article->minutes <= 30 && article->action && *article->body);
	fuzz_must(article->topics && article->topics[0] && *article->topics[0]);
}

/* --- the checks ----------------------------------------------------------------------------------- */

/* Whatever stands there, each finding has a line of the text, and what cannot be read is found. */
static void check_lint(const char *text, gboolean readable)
{
	g_autoptr(Lint) lint = lint_new();
	g_autoptr(Problems) findings = NULL;
	guint passed, failed;

	lint_know_command(lint, "help");
	lint_add_text(lint, "x.md", text, LINT_SHIPPED);
	lint_add_text(lint, "own.md", text, LINT_OWN);
	findings = lint_run(lint, &passed, &failed);
	fuzz_must(readable || failed > 0);
	fuzz_must((failed == 0) == (problems_errors(findings) == 0) && passed + failed > 4);
	fuzz_check_problems(text, findings);
}

/* A text without a head of its own is a body. */
void fuzz_article(const char *text, gsize length)
{
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *whole = strncmp(text, "---", 3) == 0 ? g_strdup(text) : g_strconcat(HEAD, text, NULL);
	g_autoptr(Article) article = article_parse(whole, "x.md", "x", problems);
	g_autofree char *page = article ? article_to_html(article) : NULL;

	fuzz_must(!article == (problems_errors(problems) > 0));
	fuzz_check_problems(whole, problems);
	check_lint(whole, article != NULL);
	if (!article)
		return;
	check_head(article);
	check_page(page);
	check_text(article, 20);
	check_text(article, 80);
}
