/* article-text.c - an article for a terminal: its Markdown tree walked, block after block, each wrapped to the columns. */
#include "config/articles.h"

#include <string.h>

#include "config/markdown.h"
#include "core/text.h"

#define MOST_INDENT 24 /* columns: a hostile nest of lists and quotes does not run out of the screen */

/* Styles travel through the wrapping as single control characters, which count no column and which cleaned text cannot
 * hold; style_apply() turns them into escape codes, or into nothing. */
enum { STYLE_BOLD = 1, STYLE_ITALIC, STYLE_DIM, STYLE_OFF, N_STYLES };
static const char *const style_codes[N_STYLES] = { NULL, "\033[1m", "\033[3m", "\033[2m", "\033[0m" };

typedef struct Sheet {
	GString *out;    /* whole blocks */
	GString *block;  /* the inline text of the block being read */
	GString *prefix; /* ahead of every line: quotes and the indents of lists */
	GArray *depths;  /* of gsize: lengths of `prefix` to go back to */
	char *first;     /* ahead of the next line only, with the marker of a list; NULL: `prefix` */
	int columns;
} Sheet;

/* --- styles --------------------------------------------------------------------------------------- */

static void style(Sheet *sheet, int code)
{
	g_string_append_c(sheet->block, (char)code);
}

static void emit(GString *out, const GString *open)
{
	for (gsize i = 0; i < open->len; i++)
		g_string_append(out, style_codes[(int)open->str[i]]);
}

/* A style ends with its line and is taken up on the next: pagers show each line by itself. */
static char *style_apply(const char *text, gboolean styled)
{
	GString *out = g_string_sized_new(strlen(text));
	GString *open = g_string_new(NULL);

	for (const char *p = text; *p; p++) {
		gboolean is_style = *p > 0 && *p < N_STYLES;

		if (styled && (*p == STYLE_OFF || (*p == '\n' && open->len > 0)))
			g_string_append(out, style_codes[STYLE_OFF]);
		if (*p == STYLE_OFF && open->len > 0)
			g_string_truncate(open, open->len - 1);
		else if (is_style && *p != STYLE_OFF)
			g_string_append_c(open, *p);
		else if (!is_style)
			g_string_append_c(out, *p);
		if (styled && (*p == '\n' || *p == STYLE_OFF))
			emit(out, open);
		else if (styled && is_style)
			g_string_append(out, style_codes[(int)*p]);
	}
	g_string_free(open, TRUE);
	return g_string_free(out, FALSE);
}

/* --- blocks --------------------------------------------------------------------------------------- */

/* What stands ahead of the lines within a quote or an item: of the first and of the rest. */
static void sheet_push(Sheet *sheet, const char *first, const char *rest)
{
	g_autofree char *before = g_steal_pointer(&sheet->first);

	g_array_append_val(sheet->depths, sheet->prefix->len);
	if (text_columns(sheet->prefix->str, -1) >= MOST_INDENT) {
		sheet->first = g_steal_pointer(&before);
		return;
	}
	sheet->first = g_strconcat(before ? before : sheet->prefix->str, first, NULL);
	g_string_append(sheet->prefix, rest);
}

static void sheet_pop(Sheet *sheet)
{
	g_string_truncate(sheet->prefix, g_array_index(sheet->depths, gsize, sheet->depths->len - 1));
	g_array_set_size(sheet->depths, sheet->depths->len - 1);
	g_clear_pointer(&sheet->first, g_free);
}

static char *take_first(Sheet *sheet)
{
	return sheet->first ? g_steal_pointer(&sheet->first) : g_strdup(sheet->prefix->str);
}

/* An empty line between blocks, none within a tight list. What begins an item or a quote is as far off as that. */
static gboolean wants_gap(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	while (!cmark_node_previous(node) && cmark_node_parent(parent)) {
		node = parent;
		parent = cmark_node_parent(node);
	}
	if (cmark_node_get_type(parent) == CMARK_NODE_ITEM)
		parent = cmark_node_parent(parent);
	return !cmark_node_get_list_tight(parent); /* which no other node is */
}

static void separate(Sheet *sheet, cmark_node *node)
{
	if (wants_gap(node))
		g_string_append_c(sheet->out, '\n');
}

static void sheet_add(Sheet *sheet, const char *text)
{
	g_autofree char *first = take_first(sheet);
	g_autofree char *lines = text_wrap(text, sheet->columns, first, sheet->prefix->str);

	g_string_append(sheet->out, lines);
	g_string_append_c(sheet->out, '\n');
}

/* Code keeps its lines as they are. */
static void sheet_add_code(Sheet *sheet, const char *literal)
{
	g_autofree char *clean = text_clean(literal);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(clean), "\n", -1);

	for (char **line = lines; *line; line++) {
		g_autofree char *first = take_first(sheet);

		g_string_append_printf(sheet->out, "%s    %s\n", first, *line);
	}
}

static char *marker_of(cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);
	int number = cmark_node_get_list_start(list);

	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
		return g_strdup("• ");
	for (cmark_node *before = cmark_node_previous(item); before; before = cmark_node_previous(before))
		number++;
	return g_strdup_printf("%d. ", number);
}

static void enter_item(Sheet *sheet, cmark_node *item)
{
	g_autofree char *marker = marker_of(item);
	g_autofree char *indent = g_strnfill(text_columns(marker, -1), ' ');

	sheet_push(sheet, marker, indent);
}

/* --- inlines -------------------------------------------------------------------------------------- */

static void add_literal(Sheet *sheet, const char *literal)
{
	g_autofree char *clean = text_clean(literal ? literal : "");

	g_string_append(sheet->block, clean);
}

/* Where a link leads, when its text does not say so already. */
static void add_url(Sheet *sheet, cmark_node *link)
{
	g_autofree char *url = text_clean(cmark_node_get_url(link));

	if (g_str_has_suffix(sheet->block->str, url))
		return;
	g_string_append(sheet->block, " ");
	style(sheet, STYLE_DIM);
	g_string_append_printf(sheet->block, "(%s)", url);
	style(sheet, STYLE_OFF);
}

static void flush(Sheet *sheet, cmark_node *node)
{
	if (sheet->block->len > 0) {
		separate(sheet, node);
		sheet_add(sheet, sheet->block->str);
	}
	g_string_truncate(sheet->block, 0);
}

static void enter(Sheet *sheet, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		sheet_push(sheet, "│ ", "│ ");
		break;
	case CMARK_NODE_ITEM:
		enter_item(sheet, node);
		break;
	case CMARK_NODE_HEADING:
	case CMARK_NODE_STRONG:
		style(sheet, STYLE_BOLD);
		break;
	case CMARK_NODE_EMPH:
		style(sheet, STYLE_ITALIC);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		add_literal(sheet, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		g_string_append_c(sheet->block, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		g_string_append_c(sheet->block, '\n');
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		separate(sheet, node);
		sheet_add(sheet, "* * *");
		break;
	case CMARK_NODE_CODE_BLOCK:
		separate(sheet, node);
		sheet_add_code(sheet, cmark_node_get_literal(node));
		break;
	default:
		break; /* documents, lists, paragraphs and links begin with nothing; the rest is not in the tree */
	}
}

static void leave(Sheet *sheet, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_ITEM:
		sheet_pop(sheet);
		break;
	case CMARK_NODE_STRONG:
	case CMARK_NODE_EMPH:
		style(sheet, STYLE_OFF);
		break;
	case CMARK_NODE_LINK:
		add_url(sheet, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		flush(sheet, node);
		break;
	case CMARK_NODE_HEADING:
		style(sheet, STYLE_OFF);
		flush(sheet, node);
		break;
	default:
		break;
	}
}

static void add_document(Sheet *sheet, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter(sheet, cmark_iter_get_node(iter));
		else
			leave(sheet, cmark_iter_get_node(iter));
	}
	cmark_iter_free(iter);
}

static void add_bold(Sheet *sheet, const char *text)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *bold = g_strdup_printf("%c%s%c", STYLE_BOLD, clean, STYLE_OFF);

	sheet_add(sheet, bold);
}

static void add_action(Sheet *sheet, const char *action)
{
	g_autofree char *clean = text_clean(action);

	g_string_append_c(sheet->out, '\n');
	add_bold(sheet, _(ARTICLE_ACTION_HEADING));
	sheet_add(sheet, clean);
}

char *article_to_text(const Article *article, int columns, gboolean styled)
{
	Sheet sheet = { g_string_new(NULL),
		        g_string_new(NULL),
		        g_string_new(NULL),
		        g_array_new(FALSE, FALSE, sizeof(gsize)),
		        NULL,
		        columns };
	g_autoptr(cmark_node) document = markdown_parse(article->body);
	char *text;

	add_bold(&sheet, article->title);
	add_document(&sheet, document);
	if (!markdown_heading(document, article_action_headings))
		add_action(&sheet, article->action);
	text = style_apply(sheet.out->str, styled);
	g_string_free(sheet.out, TRUE);
	g_string_free(sheet.block, TRUE);
	g_string_free(sheet.prefix, TRUE);
	g_array_unref(sheet.depths);
	g_free(sheet.first);
	return text;
}
