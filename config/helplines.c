/* helplines.c - the lines of one country from text, strictly: a number that was misread helps nobody. */
#include "config/helplines.h"

#include <stdio.h>
#include <string.h>

#include "config/ini.h"
#include "config/nearest.h"
#include "core/i18n.h"
#include "core/zone.h"

#define LINE_PREFIX "line "
#define MOST_CHARS 200
#define PAGE_CHARS 300
#define PHONE_CHARS 30

typedef struct Reading {
	const char *path;
	Problems *problems;
	const IniSection *section;
	char *const *languages; /* may be NULL */
} Reading;

/* Takes a value, or says in a literal what was expected. */
typedef const char *(*Take)(void *place, const char *value);

static const char *take_words(void *place, const char *value)
{
	if (!*value || g_utf8_strlen(value, -1) > MOST_CHARS)
		return "expected a few words, at most 200 characters";
	*(char **)place = g_strdup(value);
	return NULL;
}

/* As it is dialled: digits, and what stands between them. */
static const char *take_phone(void *place, const char *value)
{
	if (!strpbrk(value, "0123456789") || strlen(value) > PHONE_CHARS ||
	    strspn(value, "0123456789 +-*#()") != strlen(value))
		return "expected a number as it is dialled, such as 116 123";
	*(char **)place = g_strdup(value);
	return NULL;
}

static const char *take_page(void *place, const char *value)
{
	gboolean secure = g_str_has_prefix(value, "https://"), plain = g_str_has_prefix(value, "http://");

	if (!(secure || plain) || strlen(value) > PAGE_CHARS || !strchr(value, '.') || strpbrk(value, " \t\"<>"))
		return "expected the address of a page: https://...";
	*(char **)place = g_strdup(value);
	return NULL;
}

static const char *take_kind(void *place, const char *value)
{
	return help_kind_parse(value, place) ? NULL
	                                     : "expected crisis (for anybody) or abuse (fear, threats, violence)";
}

static const char *take_date(void *place, const char *value)
{
	int year, month, day, end = 0;

	if (sscanf(value, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10 || value[10] || year < 2000 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return "expected a day such as 2026-11-23";
	*(int *)place = date_to_day(year, month, day);
	return NULL;
}

typedef struct HelpKey {
	const char *key;
	Take take;
	gsize offset;
	gboolean needed;
} HelpKey;

#define OF(type, field) G_STRUCT_OFFSET(type, field)

static const HelpKey country_keys[] = {
	{ "name", take_words, OF(Helplines, name), TRUE },
	{ "emergency", take_phone, OF(Helplines, emergency), FALSE },
	{ NULL },
};

static const HelpKey line_keys[] = {
	{ "title", take_words, OF(Helpline, title), TRUE },
	{ "kind", take_kind, OF(Helpline, kind), TRUE },
	{ "phone", take_phone, OF(Helpline, phone), FALSE },
	{ "text", take_words, OF(Helpline, text), FALSE },
	{ "chat", take_page, OF(Helpline, chat), FALSE },
	{ "hours", take_words, OF(Helpline, hours), TRUE },
	{ "languages", take_words, OF(Helpline, languages), FALSE },
	{ "note", take_words, OF(Helpline, note), FALSE },
	{ "page", take_page, OF(Helpline, page), TRUE },
	{ "checked", take_date, OF(Helpline, checked), TRUE },
	{ NULL },
};

static void complain(const Reading *reading, const IniEntry *entry, const char *key, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static void complain(const Reading *reading, const IniEntry *entry, const char *key, const char *format, ...)
{
	g_autofree char *where =
		key ? g_strdup_printf("%s.%s", reading->section->name, key) : g_strdup(reading->section->name);
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	problems_add(reading->problems, reading->path, entry ? entry->line : reading->section->line, where, "%s",
	             message);
}

static void unknown_key(const Reading *reading, const IniEntry *entry, const HelpKey *keys)
{
	const char *names[G_N_ELEMENTS(line_keys)] = { NULL };
	const char *near;

	for (guint i = 0; keys[i].key; i++)
		names[i] = keys[i].key;
	near = nearest_name(entry->key, names);
	if (near)
		complain(reading, entry, entry->key, _("there is no such key; did you mean `%s`?"), near);
	else
		complain(reading, entry, entry->key, _("there is no such key here"));
}

/* "note.de" for the key "note": words have them, what is dialled has none. */
static gboolean is_translation(const HelpKey *key, const char *text)
{
	gsize length = strlen(key->key);

	return key->take == take_words && g_str_has_prefix(text, key->key) && text[length] == '.' &&
	       strlen(text + length + 1) >= 2;
}

/* It is used in the place of the English value, where that is read; here only its form is looked at. */
static const char *take_translation(const Reading *reading, const IniEntry *entry)
{
	g_autofree char *key = g_strndup(entry->key, strcspn(entry->key, ".")), *unused = NULL;

	if (!ini_section_entry(reading->section, key))
		return "expected the English words, too";
	return take_words(&unused, entry->value);
}

/* The value in the best language that there is of it. */
static const char *in_language(const Reading *reading, const IniEntry *entry)
{
	for (char *const *language = reading->languages; language && *language; language++) {
		g_autofree char *key = g_strdup_printf("%s.%s", entry->key, *language);
		const IniEntry *other = ini_section_entry(reading->section, key);

		if (other)
			return other->value;
	}
	return entry->value;
}

static void take_entry(const Reading *reading, const IniEntry *entry, const HelpKey *keys, void *base)
{
	const IniEntry *first = ini_section_entry(reading->section, entry->key);
	const HelpKey *key = keys;
	const char *expected = NULL;

	while (key->key && !g_str_equal(key->key, entry->key) && !is_translation(key, entry->key))
		key++;
	if (key->key && strchr(entry->key, '.') && first == entry)
		expected = take_translation(reading, entry);
	else if (!key->key)
		unknown_key(reading, entry, keys);
	else if (first != entry)
		complain(reading, entry, entry->key, _("it stands in line %d already; keep one of the two"),
		         first->line);
	else
		expected = key->take((char *)base + key->offset, in_language(reading, entry));
	if (expected)
		complain(reading, entry, entry->key, "%s", expected);
}

static void take_section(const Reading *reading, const HelpKey *keys, void *base)
{
	for (guint i = 0; i < reading->section->entries->len; i++)
		take_entry(reading, reading->section->entries->pdata[i], keys, base);
	for (; !reading->section->broken && keys->key; keys++)
		if (keys->needed && !ini_section_entry(reading->section, keys->key))
			complain(reading, NULL, NULL, _("%s is missing"), keys->key);
}

static void take_line(const Reading *reading, Helplines *country)
{
	Helpline *line = helpline_new(reading->section->name + strlen(LINE_PREFIX));

	g_ptr_array_add(country->lines, line);
	take_section(reading, line_keys, line);
	if (!reading->section->broken && !ini_section_entry(reading->section, "phone") &&
	    !ini_section_entry(reading->section, "text") && !ini_section_entry(reading->section, "chat"))
		complain(reading, NULL, NULL, _("a way to reach it is missing: phone, text or chat"));
}

static void take_any(const Reading *reading, const IniFile *file, Helplines *country)
{
	const IniSection *section = reading->section;

	if (!*section->name && !section->entries->len)
		return;
	if (!*section->name)
		problems_add(reading->problems, reading->path, 1, NULL, _("expected [country] ahead of everything"));
	else if (ini_file_section(file, section->name) != section)
		complain(reading, NULL, NULL, _("there are two of that name"));
	else if (g_str_equal(section->name, "country"))
		take_section(reading, country_keys, country);
	else if (g_str_has_prefix(section->name, LINE_PREFIX))
		take_line(reading, country);
	else
		complain(reading, NULL, NULL, _("expected [country] or [line NAME]"));
}

Helplines *helplines_parse(const char *text, gssize length, const char *path, const char *code, char *const *languages,
                           Problems *problems)
{
	guint before = problems_errors(problems);
	g_autoptr(IniFile) file = ini_file_parse(text, length, path, problems);
	g_autoptr(Helplines) country = helplines_new(code);

	for (guint i = 0; i < file->sections->len; i++) {
		Reading reading = { path, problems, file->sections->pdata[i], languages };

		take_any(&reading, file, country);
	}
	if (!ini_file_section(file, "country"))
		problems_add(problems, path, 0, NULL, _("[country] is missing"));
	if (!country->lines->len)
		problems_add(problems, path, 0, NULL, _("there is no [line NAME] in it"));
	return problems_errors(problems) == before ? g_steal_pointer(&country) : NULL;
}
