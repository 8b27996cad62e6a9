#include "config/ini-lines.h"
#include "core/i18n.h"

#include <string.h>

#define TOO_MANY 200 /* a file with more that is wrong is no settings file */

typedef enum { BARE, QUOTED, CLOSED } Quote;

typedef struct Reader {
	const char *text;
	const char *path;
	Problems *problems;
	IniFile *file;
	int line;            /* number of the line at hand */
	IniSpan span;        /* the line with its end */
	gsize from, to;      /* the line without its end */
	IniSection *section; /* entries go here */
	IniSection *nowhere; /* what stands under a heading that could not be read */
	IniEntry *entry;     /* still open for continuation, or NULL */
	Quote quote;         /* of the open entry */
	gboolean skipping;   /* the line above was wrong: do not complain of its continuation */
} Reader;

static void complain(Reader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void complain(Reader *reader, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	problems_add(reader->problems, reader->path, reader->line, NULL, "%s", message);
	reader->section->broken = TRUE;
	reader->entry = NULL;
	reader->skipping = TRUE;
}

static gboolean blank(char c)
{
	return c == ' ' || c == '\t';
}

static gsize skip_blanks(const Reader *reader, gsize at)
{
	while (at < reader->to && blank(reader->text[at]))
		at++;
	return at;
}

static gsize trim_end(const Reader *reader, gsize from, gsize to)
{
	while (to > from && blank(reader->text[to - 1]))
		to--;
	return to;
}

/* A part of the line for a message: short, and cut between characters. */
static char *excerpt(const Reader *reader, gsize from, gsize to)
{
	g_autofree char *whole = g_strndup(reader->text + from, to - from);
	g_autofree char *cut = NULL;

	if (g_utf8_strlen(whole, -1) <= 48)
		return g_steal_pointer(&whole);
	cut = g_utf8_substring(whole, 0, 45);
	return g_strconcat(cut, "...", NULL);
}

/* --- a value on one line --- */

/* Where the value ends on this line: at a comment, or at the line's end. Follows the quotes. */
static gsize value_end(Reader *reader, gsize from)
{
	for (gsize at = from; at < reader->to; at++) {
		char c = reader->text[at];

		if (reader->quote == QUOTED && c == '\\' && at + 1 < reader->to)
			at++;
		else if (reader->quote == QUOTED && c == '"')
			reader->quote = CLOSED;
		else if (reader->quote != QUOTED && c == ';' && blank(reader->text[at - 1]))
			return at;
	}
	return reader->to;
}

static void add_piece(Reader *reader, gsize from)
{
	IniEntry *entry = reader->entry;
	IniSpan piece = { skip_blanks(reader, from), 0 };
	gboolean comment = piece.from < reader->to && reader->text[piece.from] == ';' && piece.from > from;

	if (comment || piece.from == reader->to) { /* nothing here but perhaps a comment: the place for a value */
		piece.from = piece.to = from;
	} else {
		gboolean first = TRUE;

		for (guint i = 0; i < entry->pieces->len; i++) {
			const IniSpan *before = &g_array_index(entry->pieces, IniSpan, i);
			first = first && before->from == before->to;
		}
		gboolean opens = first && reader->text[piece.from] == '"';

		if (opens)
			reader->quote = QUOTED;
		piece.to = trim_end(reader, piece.from, value_end(reader, piece.from + opens));
	}
	g_array_append_val(entry->pieces, piece);
	entry->lines.to = reader->span.to;
}

/* --- a whole value --- */

static char *joined(const Reader *reader, const IniEntry *entry)
{
	GString *value = g_string_new(NULL);

	for (guint i = 0; i < entry->pieces->len; i++) {
		const IniSpan *piece = &g_array_index(entry->pieces, IniSpan, i);

		if (value->len && piece->to > piece->from)
			g_string_append_c(value, ' ');
		g_string_append_len(value, reader->text + piece->from, piece->to - piece->from);
	}
	return g_string_free(value, FALSE);
}

/* The open entry is complete: check its value, and keep it or drop it. */
static void close_entry(Reader *reader)
{
	IniEntry *entry = g_steal_pointer(&reader->entry);
	g_autofree char *value = NULL;
	const char *wrong = NULL;
	GString *raw;

	if (!entry)
		return;
	value = joined(reader, entry);
	if (!ini_unquote(value))
		wrong = N_("the quoted value does not end with its closing quote; write \\\" for a quote inside it");
	else if (strlen(value) > INI_VALUE_MAX)
		wrong = N_("the value is longer than 4096 bytes; shorten it");
	if (wrong) {
		problems_add(reader->problems, reader->path, entry->line, NULL, "%s: %s", entry->raw, _(wrong));
		reader->section->broken = TRUE;
		g_ptr_array_remove(reader->section->entries, entry);
		return;
	}
	raw = g_string_new(entry->raw);
	g_string_append_c(raw, '=');
	ini_guard(raw, value);
	g_free(entry->raw);
	entry->raw = g_string_free(raw, FALSE);
}

/* --- kinds of lines --- */

static gsize key_end(const Reader *reader)
{
	gsize at = reader->from;

	while (at < reader->to && (g_ascii_isalnum(reader->text[at]) || strchr("-_.", reader->text[at])))
		at++;
	return at;
}

static void read_entry(Reader *reader)
{
	gsize end = key_end(reader);
	gsize at = skip_blanks(reader, end);
	IniEntry *entry;

	if (end == reader->from || at == reader->to || reader->text[at] != '=') {
		g_autofree char *found = excerpt(reader, reader->from, reader->to);
		gboolean colon = end > reader->from && at < reader->to && reader->text[at] == ':';

		complain(reader,
		         colon ? _("found \"%s\"; expected key = value (with = in place of :)")
		               : _("found \"%s\"; expected key = value"),
		         found);
		return;
	}
	if (end - reader->from > INI_KEY_MAX) {
		g_autofree char *found = excerpt(reader, reader->from, end);

		complain(reader, _("the key \"%s\" is longer than %d characters"), found, INI_KEY_MAX);
		return;
	}
	entry = g_new0(IniEntry, 1);
	entry->line = reader->line;
	entry->lines = reader->span;
	entry->pieces = g_array_new(FALSE, FALSE, sizeof(IniSpan));
	entry->raw = g_strndup(reader->text + reader->from, end - reader->from);
	g_ptr_array_add(reader->section->entries, entry);
	reader->entry = entry;
	reader->quote = BARE;
	add_piece(reader, at + 1);
}

static char *squeeze(const char *name)
{
	g_auto(GStrv) words = g_strsplit_set(name, " \t", -1);
	GString *out = g_string_new(NULL);

	for (char **word = words; *word; word++) {
		if (**word)
			g_string_append_printf(out, "%s%s", out->len ? " " : "", *word);
	}
	return g_string_free(out, FALSE);
}

/* What is wrong with a heading whose name ends at `close` (the place of "]"), or NULL. */
static const char *heading_fault(const Reader *reader, gsize close, const char *name)
{
	gsize after = close < reader->to ? skip_blanks(reader, close + 1) : close;

	if (close == reader->to)
		return N_("the ] is missing");
	if (!*name)
		return N_("there is no name in it");
	if (strlen(name) > INI_SECTION_MAX)
		return N_("the name is longer than 200 bytes");
	if (after < reader->to && reader->text[after] != ';' && reader->text[after] != '#')
		return N_("nothing but a comment may follow the ]");
	return NULL;
}

static void read_heading(Reader *reader)
{
	const char *bracket = memchr(reader->text + reader->from, ']', reader->to - reader->from);
	gsize close = bracket ? (gsize)(bracket - reader->text) : reader->to;
	g_autofree char *inside = g_strndup(reader->text + reader->from + 1, close - reader->from - 1);
	g_autofree char *name = squeeze(inside);
	const char *fault = heading_fault(reader, close, name);

	if (fault) {
		g_autofree char *found = excerpt(reader, reader->from, reader->to);

		complain(reader, _("found \"%s\"; expected [section]: %s"), found, _(fault));
		reader->section = reader->nowhere;
		return;
	}
	reader->section = ini_section_new(name, reader->line, reader->span);
	g_ptr_array_add(reader->file->sections, reader->section);
}

static void read_continuation(Reader *reader)
{
	if (reader->entry)
		add_piece(reader, reader->from);
	else if (!reader->skipping)
		complain(reader, _("this line is indented, which continues the line above, and there is no value "
		                   "there to continue; begin it at the margin"));
}

static gboolean is_plain(char c)
{
	return c >= ' ' && c < 0x7f;
}

/* Text that a person can have meant: valid UTF-8, no control characters but the tab. */
static const char *bytes_fault(const Reader *reader)
{
	const char *at = reader->text + reader->from, *end = reader->text + reader->to;

	if (!g_utf8_validate_len(at, (gsize)(end - at), NULL))
		return N_("is not valid UTF-8 text; save the file as UTF-8");
	for (; at < end; at = g_utf8_next_char(at)) {
		if (is_plain(*at)) /* nearly all of them */
			continue;
		if (*at != '\t' && g_unichar_iscntrl(g_utf8_get_char(at)))
			return N_("holds a control character; remove it");
	}
	return NULL;
}

static void read_line(Reader *reader)
{
	const char *fault = bytes_fault(reader);
	gsize at = skip_blanks(reader, reader->from);
	char first = at < reader->to ? reader->text[at] : '\0';

	if (!fault && (first == ';' || first == '#'))
		return; /* a comment, inside a continued value too */
	if (!fault && first && at > reader->from) {
		read_continuation(reader);
		return;
	}
	close_entry(reader);
	reader->skipping = FALSE;
	if (fault)
		complain(reader, _("this line %s"), _(fault));
	else if (first == '[')
		read_heading(reader);
	else if (first)
		read_entry(reader);
}

/* --- the whole text --- */

static gboolean next_line(Reader *reader, gsize length)
{
	gsize from = reader->span.to;
	const char *newline;

	if (from >= length)
		return FALSE;
	newline = memchr(reader->text + from, '\n', length - from);
	reader->from = from;
	reader->to = newline ? (gsize)(newline - reader->text) : length;
	reader->span = (IniSpan){ from, newline ? reader->to + 1 : length };
	if (reader->to > from && reader->text[reader->to - 1] == '\r')
		reader->to--;
	reader->line++;
	return TRUE;
}

void ini_lines_read(IniFile *file, const char *text, gsize length, const char *path, Problems *problems)
{
	Reader reader = { .text = text, .path = path, .problems = problems, .file = file };
	guint before = problems_errors(problems);

	reader.nowhere = ini_section_new("", 0, (IniSpan){ 0 });
	reader.section = g_ptr_array_index(file->sections, 0);
	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		reader.span.to = 3; /* a byte order mark says nothing in UTF-8 */
	while (next_line(&reader, length)) {
		read_line(&reader);
		if (problems_errors(problems) - before >= TOO_MANY) {
			complain(&reader, _("too much is wrong with this file; the rest of it was not read"));
			break;
		}
	}
	close_entry(&reader);
	ini_section_free(reader.nowhere);
}
