/* test-article.c - articles read from text, and shown as a page and in a terminal. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/articles.h"
#include "core/text.h"

static const Paths shipped = { .share = (char *)"share/steady" };
#define HEAD                                                                                                           \
	"---\ntitle = A title\nneutral = A page\nopen = About them\ntopics = urge, late-wave\nminutes = 3\naction = "  \
	"Walk once round the block.\n---\n"

/* An article of this body; the test fails when it does not load. */
static Article *article_of(const char *body)
{
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *text = g_strconcat(HEAD, body, NULL);
	Article *article = article_parse(text, "x.md", "x", problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_msg(article != NULL, "%s", said);
	return article;
}

/* --- reading -------------------------------------------------------------------------------------- */

static const char *const same[] = {
	HEAD "\nText.\n",
	"\xEF\xBB\xBF" HEAD "Text.",
	"---\r\ntitle = A title\r\nneutral = A page\r\nopen = About them\r\ntopics = urge, late-wave\r\nminutes = 3\r\n"
	"action = Walk once round the block.\r\n---\r\n\r\nText.\r\n",
	"---\n; a comment\nminutes = 3 ; about\ntitle = \"A title\"\nopen = About\n  them\nneutral = A page\ntopics = "
	"urge,late-wave\n"
	"action = Walk once round the block.\n---\nText.\n",
};
START_TEST(the_head_is_read_and_the_rest_is_the_body)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Article) article = article_parse(same[_i], "x.md", "x", problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_msg(article != NULL, "%s", said);
	ck_assert_str_eq(article->name, "x");
	ck_assert_str_eq(article->title, "A title");
	ck_assert_str_eq(wording(article_prompt(article, 0), TRUE), "A page");
	ck_assert_str_eq(wording(article_prompt(article, 0), FALSE), "About them");
	ck_assert_str_eq(article->topics[0], "urge");
	ck_assert_str_eq(article->topics[1], "late-wave");
	ck_assert_ptr_null(article->topics[2]);
	ck_assert_int_eq(article->minutes, 3);
	ck_assert_str_eq(article->action, "Walk once round the block.");
	ck_assert_str_eq(article->body, "Text.");
}
END_TEST

#define REST "topics = urge\nminutes = 3\naction = Walk.\n---\nText.\n"
static const struct {
	const char *texts; /* the lines of the head that are not REST */
	int n;
	const char *neutral[3], *open[3];
} turns[] = {
	{ "neutral = a\nneutral = b\nneutral = c\nopen = x\nopen = y\nopen = z\n",
	  3,
	  { "a", "b", "c" },
	  { "x", "y", "z" } },
	{ "neutral = a\nopen = x\nneutral = b\nopen = y\nneutral = c\nopen = z\n",
	  3,
	  { "a", "b", "c" },
	  { "x", "y", "z" } },
	{ "neutral = a\nopen = x\n", 1, { "a", "a", "a" }, { "x", "x", "x" } },
	{ "neutral = a\nneutral = b\nopen = x\n", 2, { "a", "b", "a" }, { "x", "x", "x" } },
	{ "neutral = a\nopen = x\nopen = y\nopen = z\n", 3, { "a", "a", "a" }, { "x", "y", "z" } },
};
START_TEST(the_texts_of_a_prompt_take_turns)
{
	g_autofree char *text = g_strconcat("---\ntitle = A\n", turns[_i].texts, REST, NULL);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Article) article = article_parse(text, "x.md", "x", problems);

	ck_assert_ptr_nonnull(article);
	ck_assert_int_eq(article->n_prompts, turns[_i].n);
	for (int turn = 0; turn < 3; turn++) {
		ck_assert_str_eq(wording(article_prompt(article, turn), TRUE), turns[_i].neutral[turn]);
		ck_assert_str_eq(wording(article_prompt(article, turn), FALSE), turns[_i].open[turn]);
	}
	ck_assert_ptr_eq(article_prompt(article, article->n_prompts), article_prompt(article, 0));
}
END_TEST

static const struct {
	const char *lines;
	Stance stance;
	guint flags;
} kinds[] = {
	{ "", STANCE_ANY, 0 },
	{ "stance = any\nflags = none\n", STANCE_ANY, 0 },
	{ "stance = left\n", STANCE_LEFT, 0 },
	{ "stance = leaving\nflags = letter, contact-goal\n", STANCE_LEAVING, ARTICLE_LETTER | ARTICLE_CONTACT_GOAL },
	{ "flags = reconnecting,closure,safety\n", STANCE_ANY,
	  ARTICLE_RECONNECTING | ARTICLE_CLOSURE | ARTICLE_SAFETY },
};
START_TEST(to_whom_it_speaks_and_what_it_holds_is_read)
{
	g_autofree char *text = g_strconcat("---\ntitle = A\nneutral = a\nopen = b\n", kinds[_i].lines, REST, NULL);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Article) article = article_parse(text, "x.md", "x", problems);

	ck_assert_ptr_nonnull(article);
	ck_assert_int_eq(article->stance, kinds[_i].stance);
	ck_assert_uint_eq(article->flags, kinds[_i].flags);
}
END_TEST

static const struct {
	const char *text;
	int line;
	const char *says;
} wrong[] = {
	{ "", 1, "expected a line ---" },
	{ "# Just text\n", 1, "expected a line ---" },
	{ "---\ntitle = A\n", 1, "then a second line ---" },
	{ HEAD, 0, "no text below" },
	{ HEAD "  \n\n", 0, "no text below" },
	{ "---\n---\nText.\n", 1, "title: it is missing" },
	{ "---\ntitel = A\n---\nText.\n", 2, "did you mean `title`" },
	{ "---\ntitle = A\ntitle = B\n---\nText.\n", 3, "line 2 already" },
	{ "---\ntitle = A\n\nminutes = soon\n---\nText.\n", 4, "from 1 to 30" },
	{ "---\nminutes = 0\n---\nText.\n", 2, "from 1 to 30" },
	{ "---\ntopics =\n---\nText.\n", 2, "at least one topic" },
	{ "---\ntopics = a, B c\n---\nText.\n", 2, "a-z, 0-9" },
	{ "---\nneutral =\n---\nText.\n", 2, "at most 120" },
	{ "---\nneutral = a\nneutral = b\nneutral = c\nneutral = d\n---\nText.\n", 5, "3 times already" },
	{ "---\nstance = right\n---\nText.\n", 2, "any, left or leaving" },
	{ "---\nflags = reunion\n---\nText.\n", 2, "reconnecting, closure" },
	{ "---\nflags = none, letter\n---\nText.\n", 2, "reconnecting, closure" },
	{ "---\nflags =\n---\nText.\n", 2, "expected none" },
	{ "---\n[more]\n---\nText.\n", 2, "remove [more]" },
	{ "---\nwhat is this\n---\nText.\n", 2, "key = value" },
	{ HEAD "Text \xff\xfe\n", 0, "UTF-8" },
};
START_TEST(what_is_wrong_is_said_with_its_line_and_nothing_is_loaded)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Article) article = article_parse(wrong[_i].text, "x.md", "x", problems);
	g_autofree char *said = problems_to_text(problems);
	g_autofree char *place = wrong[_i].line ? g_strdup_printf("x.md:%d: ", wrong[_i].line) : g_strdup("x.md: ");
	g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
	gboolean found = FALSE;

	ck_assert_ptr_null(article);
	for (char **line = lines; *line; line++)
		found = found || (g_str_has_prefix(*line, place) && strstr(*line, wrong[_i].says));
	ck_assert_msg(found, "expected %s…%s, found\n%s", place, wrong[_i].says, said);
}
END_TEST

/* --- the page ------------------------------------------------------------------------------------- */

/* What would run, load or leave, in any case of letters. Only links that a person follows may lead outside. */
static const char *find_harm(const char *page)
{
	static const char *const harms[] = {
		"<script", "<img",   "<iframe", "<object", "<embed", "<link", "<form",       "<svg",
		"<base",   "<input", "<!--",    "<video",  "<audio", "src=",  "javascript:", "vbscript:",
		"data:",   "file:",  "onclick", "onerror", "onload", "url(",  "@import",     "http-equiv=\"refresh\""
	};
	g_autofree char *low = g_ascii_strdown(page, -1);

	for (guint i = 0; i < G_N_ELEMENTS(harms); i++)
		if (strstr(low, harms[i]))
			return harms[i];
	return NULL;
}

static const struct {
	const char *body, *keeps;
} hostile[] = {
	{ "<script>alert(1)</script>\n\nText.", "Text." },
	{ "Text <img src=x onerror=alert(1)> more", "more" },
	{ "<div onclick=\"x()\">\nhello\n</div>\n\nText.", "Text." },
	{ "[click](javascript:alert(1))", "click" },
	{ "[click](JaVaScRiPt:alert(1))", "click" },
	{ "[click](&#106;avascript:alert(1))", "click" },
	{ "[click](data:text/html;base64,PHNjcmlwdD4=)", "click" },
	{ "[click](file:///etc/passwd)", "click" },
	{ "[click](vbscript:x)", "click" },
	{ "![a picture](https://example.org/pixel.png)", "a picture" },
	{ "![x](data:image/png;base64,AAAA)", "x" },
	{ "[![inner](http://e.org/i.png)](http://e.org)", "inner" },
	{ "[a]: javascript:alert(1)\n\n[a]", "a" },
	{ "<iframe src=\"http://e.org\"></iframe>", "" },
	{ "<meta http-equiv=\"refresh\" content=\"0;url=http://e.org\">", "" },
	{ "a & b < c > \"d\"", "a &amp; b &lt; c &gt;" },
	{ "</main></body></html><script>", "" },
	{ "text <!-- hidden --> text", "text" },
	{ "- x\n\n  <style>@import url(http://e.org)</style>\n\ny", "y" },
};
START_TEST(hostile_markdown_becomes_a_harmless_page)
{
	g_autoptr(Article) article = article_of(hostile[_i].body);
	g_autofree char *page = article_to_html(article);
	const char *body = strstr(page, "<body>");
	const char *harm = find_harm(body);

	ck_assert_msg(!harm, "%s in %s", harm, body);
	ck_assert_ptr_nonnull(strstr(body, hostile[_i].keeps));
}
END_TEST

START_TEST(the_head_of_an_article_is_escaped_in_its_page)
{
	g_autoptr(Article) article = article_of("Text.");
	g_autofree char *page = NULL;

	g_free(article->title);
	g_free(article->action);
	article->title = g_strdup("<script>&\"");
	article->action = g_strdup("</section><script>");
	page = article_to_html(article);
	ck_assert_ptr_null(find_harm(strstr(page, "<body>")));
	ck_assert_ptr_nonnull(strstr(page, "<h1>&lt;script&gt;&amp;"));
}
END_TEST

START_TEST(a_link_to_the_web_stays_a_link)
{
	g_autoptr(Article) article =
		article_of("See [a study](https://example.org/a?b=1&c=2) and <mailto:a@example.org>.");
	g_autofree char *page = article_to_html(article);

	ck_assert_ptr_nonnull(strstr(page, "<a href=\"https://example.org/a?b=1&amp;c=2\">a study</a>"));
	ck_assert_ptr_nonnull(strstr(page, "href=\"mailto:a@example.org\""));
}
END_TEST

static const struct {
	const char *body, *page, *text;
} within[] = {
	{ "See [the other](other-one.md).", "See the other (<code>steady read other-one</code>).",
	  "See the other (steady read other-one)." },
	{ "See [the *other*](other.md)", "See the <em>other</em> (<code>steady read other</code>)",
	  "See the other (steady read other)" },
	{ "See [it](../other.md)", "See it</p>", "See it\n" },
	{ "See [it](other.mdx)", "See it</p>", "See it\n" },
	{ "See ![it](other.md)", "See it</p>", "See it\n" },
};
START_TEST(a_link_to_another_article_says_how_to_read_it)
{
	g_autoptr(Article) article = article_of(within[_i].body);
	g_autofree char *page = article_to_html(article), *text = article_to_text(article, 60, FALSE);

	ck_assert_msg(strstr(page, within[_i].page) != NULL, "%s", page);
	ck_assert_msg(strstr(text, within[_i].text) != NULL, "%s", text);
}
END_TEST

START_TEST(a_page_says_how_to_tell_that_it_helped)
{
	g_autoptr(Article) article = article_of("Text.");
	g_autofree char *page = article_to_html(article);

	ck_assert_ptr_nonnull(strstr(page, "steady read x --helped yes"));
}
END_TEST

START_TEST(the_one_thing_to_do_is_shown_once_and_set_apart)
{
	g_autoptr(Article) without = article_of("Text.\n");
	g_autoptr(Article) with = article_of("Text.\n\n## One thing to do\n\nBreathe.\n\n## Sources\n\n- A book\n");
	g_autofree char *added = article_to_html(without), *framed = article_to_html(with);
	const char *end = strstr(strstr(framed, "<body>"), "</section>");

	ck_assert_ptr_nonnull(strstr(added, "Walk once round the block."));
	ck_assert_ptr_null(strstr(framed, "Walk once round the block."));
	ck_assert_ptr_nonnull(
		strstr(framed, "<section class=\"action\">\n<h2>One thing to do</h2>\n<p>Breathe.</p>\n</section>"));
	ck_assert(strstr(framed, "Sources") > end);
}
END_TEST

START_TEST(every_shipped_article_is_a_page_that_needs_nothing_from_outside)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(&shipped, problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_msg(problems_count(problems) == 0, "%s", said);
	ck_assert_uint_ge(articles->len, 10);
	for (guint i = 0; i < articles->len; i++) {
		const Article *article = g_ptr_array_index(articles, i);
		g_autofree char *page = article_to_html(article);

		ck_assert_ptr_null(find_harm(page));
		ck_assert_ptr_nonnull(strstr(page, "content=\"default-src 'none'; style-src 'unsafe-inline'\""));
		ck_assert_ptr_nonnull(strstr(page, "<meta name=\"referrer\" content=\"no-referrer\">"));
		ck_assert_ptr_nonnull(strstr(page, "<title>A short read</title>"));
		ck_assert_ptr_nonnull(strstr(page, "prefers-color-scheme: dark"));
	}
}
END_TEST

/* --- the terminal --------------------------------------------------------------------------------- */

static const struct {
	const char *body, *want;
} texts[] = {
	{ "One *two* **three** `four`.", "One two three four." },
	{ "soft\nbreak", "soft break" },
	{ "hard  \nbreak", "hard\nbreak" },
	{ "## Part\n\nText", "Part\n\nText" },
	{ "- a\n- b\n  - c\n- d", "• a\n• b\n  • c\n• d" },
	{ "Text\n\n- a\n- b\n\nText", "Text\n\n• a\n• b\n\nText" },
	{ "- a\n\n- b", "• a\n\n• b" },
	{ "9. a\n10. b\n\n    more", "9. a\n\n10. b\n\n    more" },
	{ "> quoted\n> text\n>\n> more", "│ quoted text\n\n│ more" },
	{ "- > both", "• │ both" },
	{ "[a study](https://e.org/x)", "a study (https://e.org/x)" },
	{ "<https://e.org/x>", "https://e.org/x" },
	{ "[click](javascript:x)", "click" },
	{ "![a picture](http://e.org/p.png)", "a picture" },
	{ "text <b>bold</b> text", "text bold text" },
	{ "    code  kept\n     so", "    code  kept\n     so" },
	{ "a\n\n***\n\nb", "a\n\n* * *\n\nb" },
	{ "\"quoted\" -- it's", "“quoted” – it’s" },
	{ "漢字漢字漢字漢字漢字漢字 漢字漢字漢字", "漢字漢字漢字漢字漢字漢字\n漢字漢字漢字" },
	{ "one two three four five six seven eight nine", "one two three four five six\nseven eight nine" },
	{ "e&#27;[2Jscape &#x9b;31m", "e[2Jscape 31m" },
};
START_TEST(a_terminal_shows_the_text_of_the_markdown)
{
	g_autoptr(Article) article = article_of(texts[_i].body);
	g_autofree char *text = article_to_text(article, 30, FALSE);
	g_autofree char *want =
		g_strdup_printf("A title\n\n%s\n\nOne thing to do\nWalk once round the block.\n", texts[_i].want);

	ck_assert_str_eq(text, want);
}
END_TEST

START_TEST(bold_and_italic_begin_and_end_on_every_line)
{
	g_autoptr(Article) article = article_of("## A **b** c\n\n*these words are longer than one line is* x");
	g_autofree char *text = article_to_text(article, 30, TRUE);

	ck_assert_ptr_nonnull(strstr(text, "\033[1mA title\033[0m\n\n"));
	ck_assert_ptr_nonnull(strstr(text, "\033[1mA \033[1mb\033[0m\033[1m c\033[0m\n"));
	ck_assert_ptr_nonnull(strstr(text, "\033[3mthese words are longer than\033[0m\n\033[3mone line is\033[0m x"));
}
END_TEST

START_TEST(escape_sequences_in_a_file_never_reach_the_terminal)
{
	g_autoptr(Article) article =
		article_of("a \033[31mred\033]0;x\007 `\033[2J`\n\n    \033[2J\n\n[u\033[m](http://e.org/\033[m)");
	g_autofree char *text = NULL;

	g_free(article->title);
	article->title = g_strdup("A \033[5mtitle\x01\x02");
	text = article_to_text(article, 30, FALSE);
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		ck_assert_msg(*p == '\n' || !g_unichar_iscntrl(g_utf8_get_char(p)), "%s", text);
}
END_TEST

START_TEST(no_line_of_a_shipped_article_is_wider_than_the_terminal)
{
	static const int columns[] = { 40, 66, 80 };
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GPtrArray) articles = articles_load(&shipped, problems);

	for (guint i = 0; i < articles->len; i++) {
		g_autofree char *text = article_to_text(g_ptr_array_index(articles, i), columns[_i], FALSE);
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

		for (char **line = lines; *line; line++)
			ck_assert_msg(text_columns(*line, -1) <= columns[_i], "%s", *line);
	}
}
END_TEST

/* --- anything ------------------------------------------------------------------------------------- */

static char *random_markdown(GRand *dice)
{
	static const char *const parts[] = { "*",
		                             "**",
		                             "_",
		                             "`",
		                             "> ",
		                             "- ",
		                             "1. ",
		                             "\n",
		                             "\n\n",
		                             "    ",
		                             "[",
		                             "]",
		                             "(",
		                             ")",
		                             "<",
		                             ">",
		                             "!",
		                             "#",
		                             "&#27;",
		                             "\\",
		                             "word ",
		                             "http://e.org",
		                             "javascript:x",
		                             "<b>",
		                             "</b>",
		                             "<script>",
		                             "\t",
		                             "\"",
		                             "---\n",
		                             "漢",
		                             "\033[",
		                             "![",
		                             "](" };
	GString *text = g_string_new(HEAD "x ");

	for (int n = g_rand_int_range(dice, 0, 200); n > 0; n--)
		g_string_append(text, parts[g_rand_int_range(dice, 0, G_N_ELEMENTS(parts))]);
	return g_string_free(text, FALSE);
}

START_TEST(random_markdown_is_harmless_everywhere)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);

	for (int round = 0; round < 40; round++) {
		g_autofree char *text = random_markdown(dice), *page = NULL, *shown = NULL;
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Article) article = article_parse(text, "x.md", "x", problems);
		const char *tag;

		ck_assert_ptr_nonnull(article);
		page = article_to_html(article);
		shown = article_to_text(article, g_rand_int_range(dice, 1, 100), FALSE);
		tag = strstr(page, "<body>");
		ck_assert(!strstr(tag, "<script") && !strstr(tag, "<img") && !strstr(tag, "<b>") &&
		          !strstr(tag, "=\"javascript"));
		ck_assert_ptr_null(strchr(shown, '\033'));
	}
}
END_TEST

START_TEST(random_bytes_are_refused_or_read)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);

	for (int round = 0; round < 100; round++) {
		g_autofree char *text = g_strdup(HEAD "Text and *more* text.\n");
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Article) article = NULL;

		for (int n = g_rand_int_range(dice, 1, 6); n > 0; n--)
			text[g_rand_int_range(dice, 0, (int)strlen(text))] = (char)g_rand_int_range(dice, 1, 256);
		article = article_parse(text, "x.md", "x", problems);
		ck_assert(!article == (problems_errors(problems) > 0));
	}
}
END_TEST

START_TEST(a_deep_nest_neither_crashes_nor_leaves_the_screen)
{
	static const char *const nests[] = { ">", "- ", "* > ", "[", "**x " };
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(Article) article = NULL;
	g_autofree char *page = NULL, *text = NULL;

	for (int i = 0; i < 2000; i++)
		g_string_append(body, nests[_i]);
	g_string_append(body, " deep inside");
	article = article_of(body->str);
	page = article_to_html(article);
	text = article_to_text(article, 40, FALSE);
	ck_assert_ptr_nonnull(strstr(page, "inside"));
	ck_assert_ptr_nonnull(strstr(text, "inside"));
}
END_TEST

/* --- the person's own ----------------------------------------------------------------------------- */

static void put(const char *dir, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static void drop(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	g_remove(path);
}

START_TEST(the_persons_own_articles_join_in_and_win_over_shipped_ones_of_the_same_name)
{
	g_autofree char *dir = g_dir_make_tmp("steady-own-XXXXXX", NULL);
	g_autofree char *own = g_build_filename(dir, "articles", NULL);
	g_autoptr(Problems) problems = problems_new(), broken = problems_new();
	g_autoptr(GPtrArray) before = articles_load(&shipped, problems), with = NULL, without = NULL;
	Paths paths = { .share = shipped.share, .data_dir = dir };

	ck_assert_int_eq(g_mkdir(own, 0700), 0);
	put(own, "mine.md", HEAD "Mine.");
	put(own, "missing-or-needing.md", HEAD "My version.");
	put(own, "Not a name.md", HEAD "Left out.");
	put(own, "notes.txt", "Not an article.");
	with = articles_load(&paths, problems);
	ck_assert_uint_eq(with->len, before->len + 1);
	ck_assert(articles_find(with, "mine")->own);
	ck_assert_str_eq(articles_find(with, "missing-or-needing")->body, "My version.");
	ck_assert(!articles_find(with, "trusting-yourself")->own);
	put(own, "missing-or-needing.md", "broken");
	without = articles_load(&paths, broken);
	ck_assert_ptr_null(articles_find(without, "missing-or-needing"));
	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_uint_ge(problems_errors(broken), 1);
	drop(own, "mine.md");
	drop(own, "missing-or-needing.md");
	drop(own, "Not a name.md");
	drop(own, "notes.txt");
	g_rmdir(own);
	g_rmdir(dir);
}
END_TEST

START_TEST(what_changes_among_the_persons_own_changes_their_stamp)
{
	g_autofree char *dir = g_dir_make_tmp("steady-own-XXXXXX", NULL);
	g_autofree char *own = g_build_filename(dir, "articles", NULL);
	Paths paths = { .share = shipped.share, .data_dir = dir };
	guint64 none = articles_stamp(&paths), one, other;

	ck_assert_int_eq(g_mkdir(own, 0700), 0);
	ck_assert(articles_stamp(&paths) == none);
	put(own, "mine.md", "one");
	one = articles_stamp(&paths);
	put(own, "notes.txt", "other");
	ck_assert(one != none && articles_stamp(&paths) == one);
	put(own, "mine.md", "another one");
	other = articles_stamp(&paths);
	ck_assert(other != one);
	put(own, "more.md", "one");
	ck_assert(articles_stamp(&paths) != other);
	drop(own, "more.md");
	drop(own, "mine.md");
	drop(own, "notes.txt");
	ck_assert(articles_stamp(&paths) == none);
	g_rmdir(own);
	g_rmdir(dir);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("article");
	TCase *tests = tcase_create("article");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, the_head_is_read_and_the_rest_is_the_body, 0, G_N_ELEMENTS(same));
	tcase_add_loop_test(tests, the_texts_of_a_prompt_take_turns, 0, G_N_ELEMENTS(turns));
	tcase_add_loop_test(tests, to_whom_it_speaks_and_what_it_holds_is_read, 0, G_N_ELEMENTS(kinds));
	tcase_add_loop_test(tests, what_is_wrong_is_said_with_its_line_and_nothing_is_loaded, 0, G_N_ELEMENTS(wrong));
	tcase_add_loop_test(tests, hostile_markdown_becomes_a_harmless_page, 0, G_N_ELEMENTS(hostile));
	tcase_add_test(tests, the_head_of_an_article_is_escaped_in_its_page);
	tcase_add_test(tests, a_link_to_the_web_stays_a_link);
	tcase_add_loop_test(tests, a_link_to_another_article_says_how_to_read_it, 0, G_N_ELEMENTS(within));
	tcase_add_test(tests, a_page_says_how_to_tell_that_it_helped);
	tcase_add_test(tests, the_one_thing_to_do_is_shown_once_and_set_apart);
	tcase_add_test(tests, every_shipped_article_is_a_page_that_needs_nothing_from_outside);
	tcase_add_loop_test(tests, a_terminal_shows_the_text_of_the_markdown, 0, G_N_ELEMENTS(texts));
	tcase_add_test(tests, bold_and_italic_begin_and_end_on_every_line);
	tcase_add_test(tests, escape_sequences_in_a_file_never_reach_the_terminal);
	tcase_add_loop_test(tests, no_line_of_a_shipped_article_is_wider_than_the_terminal, 0, 3);
	tcase_add_loop_test(tests, random_markdown_is_harmless_everywhere, 0, 20);
	tcase_add_loop_test(tests, random_bytes_are_refused_or_read, 0, 20);
	tcase_add_loop_test(tests, a_deep_nest_neither_crashes_nor_leaves_the_screen, 0, 5);
	tcase_add_test(tests, the_persons_own_articles_join_in_and_win_over_shipped_ones_of_the_same_name);
	tcase_add_test(tests, what_changes_among_the_persons_own_changes_their_stamp);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
