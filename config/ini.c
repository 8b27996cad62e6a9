#include "config/ini-lines.h"
#include "core/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

IniSection *ini_section_new(const char *name, int line, IniSpan header)
{
	IniSection *section = g_new0(IniSection, 1);

	section->name = g_strdup(name);
	section->line = line;
	section->header = header;
	section->entries = g_ptr_array_new_with_free_func((GDestroyNotify)ini_entry_free);
	return section;
}

void ini_section_free(IniSection *section)
{
	if (!section)
		return;
	g_ptr_array_unref(section->entries);
	g_free(section->name);
	g_free(section);
}

void ini_entry_free(IniEntry *entry)
{
	if (!entry)
		return;
	g_array_unref(entry->pieces);
	g_free(entry->key);
	g_free(entry->value);
	g_free(entry->raw);
	g_free(entry);
}

void ini_file_free(IniFile *file)
{
	if (!file)
		return;
	g_ptr_array_unref(file->sections);
	g_free(file);
}

/* --- handing inih what it can hold --- */

/* What inih reads: for each section a line "[NUMBER]" (its names end at 50 bytes), for each entry "key=..." and, as
 * long as there is more of it than the library's line buffer takes, "+=..." (no key of ours is so called). */
typedef struct Feed {
	IniFile *file;
	guint section;      /* the one being handed over */
	guint entry;        /* of that section, the next one */
	gsize at;           /* what of it is handed over already */
	gboolean headed;    /* the section's own line is handed over */
	guint into, filled; /* what came back: the section and how many of its entries */
} Feed;

static IniSection *feed_section(const Feed *feed, guint i)
{
	return i < feed->file->sections->len ? g_ptr_array_index(feed->file->sections, i) : NULL;
}

/* As fgets(): at most `size` bytes with the NUL, always a whole line. */
static char *feed_line(char *line, int size, void *data)
{
	Feed *feed = data;
	IniSection *section = feed_section(feed, feed->section);
	const IniEntry *entry;
	gsize room = (gsize)size - 6, from = feed->at;

	if (!section)
		return NULL;
	if (!feed->headed) {
		feed->headed = TRUE;
		g_snprintf(line, (gulong)size, "[%u]\n", feed->section);
		return line;
	}
	if (feed->entry == section->entries->len) {
		feed->section++;
		feed->entry = 0;
		feed->headed = FALSE;
		return feed_line(line, size, data);
	}
	entry = g_ptr_array_index(section->entries, feed->entry);
	g_snprintf(line, (gulong)size, "%s%.*s\n", from ? "+=" : "", (int)room, entry->raw + from);
	feed->at += room;
	if (feed->at >= strlen(entry->raw)) {
		feed->entry++;
		feed->at = 0;
	}
	return line;
}

/* From inih: one piece. A build that tells of new sections calls with a NULL key. */
static int take_piece(void *data, const char *name, const char *key, const char *value)
{
	Feed *feed = data;
	guint into = (guint)strtoul(name, NULL, 10);
	IniSection *section = feed_section(feed, into);
	IniEntry *entry;
	char *longer;

	if (!key)
		return 1;
	if (strcmp(key, "+") != 0)
		feed->filled = into == feed->into ? feed->filled + 1 : 1;
	feed->into = into;
	if (!section || !feed->filled || feed->filled > section->entries->len)
		return 0;
	entry = g_ptr_array_index(section->entries, feed->filled - 1);
	if (!entry->key)
		entry->key = g_strdup(key);
	longer = g_strconcat(entry->value ? entry->value : "", value ? value : "", NULL);
	g_free(entry->value);
	entry->value = longer;
	return 1;
}

/* Proves that inih gave back every entry: a library that behaves otherwise must not lose one silently. */
static gboolean take_all_back(const IniFile *file)
{
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		for (guint j = 0; j < section->entries->len; j++) {
			IniEntry *entry = g_ptr_array_index(section->entries, j);

			if (!entry->key || !entry->value)
				return FALSE;
			ini_unguard(entry->value);
			g_clear_pointer(&entry->raw, g_free);
		}
	}
	return TRUE;
}

static void split_with_inih(IniFile *file, const char *path, Problems *problems)
{
	Feed feed = { .file = file };
	int status = ini_parse_stream(feed_line, &feed, take_piece, &feed);

	if (status == 0 && take_all_back(file))
		return;
	problems_add(problems, path, 0, NULL, _("the installed libinih (status %d) cannot read this file"), status);
	g_ptr_array_set_size(file->sections, 1);
	g_ptr_array_set_size(((IniSection *)g_ptr_array_index(file->sections, 0))->entries, 0);
}

static int line_of(const char *text, const char *place)
{
	int line = 1;

	for (; text < place; text++)
		line += *text == '\n';
	return line;
}

IniFile *ini_file_parse(const char *text, gssize length, const char *path, Problems *problems)
{
	IniFile *file = g_new0(IniFile, 1);
	gsize bytes = length < 0 ? strlen(text) : (gsize)length;
	const char *nul = memchr(text, '\0', bytes);

	file->sections = g_ptr_array_new_with_free_func((GDestroyNotify)ini_section_free);
	g_ptr_array_add(file->sections, ini_section_new("", 0, (IniSpan){ 0 }));
	if (bytes > INI_FILE_MAX)
		problems_add(problems, path, 0, NULL, _("the file is larger than 1 MiB; settings never are"));
	else if (nul)
		problems_add(problems, path, line_of(text, nul), NULL,
		             _("there is a NUL byte: this is not UTF-8 text, nothing of it was read"));
	else
		ini_lines_read(file, text, bytes, path, problems);
	split_with_inih(file, path, problems);
	return file;
}

const IniSection *ini_file_section(const IniFile *file, const char *name)
{
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(file->sections, i);

		if (strcmp(section->name, name) == 0)
			return section;
	}
	return NULL;
}

const IniEntry *ini_section_entry(const IniSection *section, const char *key)
{
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, key) == 0)
			return entry;
	}
	return NULL;
}

/* --- files --- */

static char *read_all(int fd, gsize *length, int *code)
{
	char *text = g_malloc(INI_FILE_MAX + 2);
	gsize got = 0;
	ssize_t n = 1;

	while (n != 0 && got <= INI_FILE_MAX) {
		n = read(fd, text + got, INI_FILE_MAX + 1 - got);
		if (n < 0 && errno != EINTR) {
			*code = errno;
			g_free(text);
			return NULL;
		}
		got += n > 0 ? (gsize)n : 0;
	}
	text[got] = '\0';
	*length = got;
	return g_realloc(text, got + 1);
}

char *ini_file_read(const char *path, gsize *length, Problems *problems)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hold us */
	struct stat st;
	char *text = NULL;
	int code = 0;

	if (fd < 0 || fstat(fd, &st) < 0)
		code = errno;
	else if (!S_ISREG(st.st_mode))
		problems_add(problems, path, 0, NULL, _("this is not a regular file"));
	else
		text = read_all(fd, length, &code);
	if (code)
		problems_add(problems, path, 0, NULL, _("it cannot be read: %s"), g_strerror(code));
	if (fd >= 0)
		close(fd);
	return text;
}

IniFile *ini_file_glance(const char *path)
{
	g_autoptr(Problems) elsewhere = problems_new();
	gsize length = 0;
	g_autofree char *text = ini_file_read(path, &length, elsewhere);

	return ini_file_parse(text ? text : "", text ? (gssize)length : 0, NULL, elsewhere);
}
