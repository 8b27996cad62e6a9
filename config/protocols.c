/* protocols.c - check-ins read from INI files: the sections, and whether every way leads to the end. */
#include "config/protocols.h"

#include <string.h>

#include "config/nearest.h"
#include "config/protocol-item.h"
#include "core/i18n.h"

#define MOST_ITEMS 64
#define TITLE_CHARS 60
#define ITEM_PREFIX "item "

typedef struct Reading {
	Protocol *protocol;
	GPtrArray *sections; /* of const IniSection, borrowed: that of each item, in the same order */
	const IniFile *file;
	const char *path;
	Problems *problems;
} Reading;

/* --- [protocol] ----------------------------------------------------------------------------------- */

static char *read_title(const Reading *reading, const IniSection *section, const char *key)
{
	const IniEntry *entry = ini_section_entry(section, key);

	if (entry && (!*entry->value || g_utf8_strlen(entry->value, -1) > TITLE_CHARS))
		problems_add(reading->problems, reading->path, entry->line, key,
		             _("expected a text of 1 to %d characters"), TITLE_CHARS);
	return entry ? g_strdup(entry->value) : NULL;
}

static void check_entry(const Reading *reading, const IniSection *section, const IniEntry *entry)
{
	static const char *const keys[] = { "title", "title-open", "first", NULL };
	const IniEntry *first = ini_section_entry(section, entry->key);
	const char *near = nearest_name(entry->key, keys);

	if (first != entry)
		problems_add(reading->problems, reading->path, entry->line, entry->key,
		             _("it stands in line %d already; keep one of the two"), first->line);
	else if (!g_strv_contains(keys, entry->key) && near)
		problems_add(reading->problems, reading->path, entry->line, entry->key,
		             _("there is no such key; did you mean `%s`?"), near);
	else if (!g_strv_contains(keys, entry->key))
		problems_add(reading->problems, reading->path, entry->line, entry->key,
		             _("there is no such key; expected title, title-open or first"));
}

/* What holds for the whole of it; returns the name of the first item, or NULL. */
static const char *read_head(const Reading *reading)
{
	const IniSection *section = ini_file_section(reading->file, "protocol");
	const IniEntry *first;

	if (!section) {
		problems_add(reading->problems, reading->path, 0, NULL,
		             _("expected a section [protocol] with title = …"));
		return NULL;
	}
	for (guint i = 0; i < section->entries->len; i++)
		check_entry(reading, section, g_ptr_array_index(section->entries, i));
	reading->protocol->title.neutral = read_title(reading, section, "title");
	reading->protocol->title.open = read_title(reading, section, "title-open");
	if (!reading->protocol->title.neutral && !section->broken)
		problems_add(reading->problems, reading->path, section->line, "protocol.title",
		             _("it is missing: the headline, as a stranger may read it"));
	first = ini_section_entry(section, "first");
	return first ? first->value : NULL;
}

/* --- [item NAME] ---------------------------------------------------------------------------------- */

static const char *item_name(const IniSection *section)
{
	return g_str_has_prefix(section->name, ITEM_PREFIX) ? section->name + strlen(ITEM_PREFIX) : NULL;
}

/* FALSE, and a problem, when no item can be made of it. */
static gboolean check_section(const Reading *reading, const IniSection *section)
{
	static const char *const known[] = { "protocol", "item", NULL };
	const char *name = item_name(section);
	const char *near = nearest_name(section->name, known);

	if (!name && near)
		problems_add(reading->problems, reading->path, section->line, NULL,
		             _("[%s] is no section of a check-in; did you mean [%s]?"), section->name,
		             g_str_equal(near, "item") ? "item NAME" : near);
	else if (!name)
		problems_add(reading->problems, reading->path, section->line, NULL,
		             _("[%s] is no section of a check-in; expected [protocol] or [item NAME]"), section->name);
	else if (!protocol_is_name(name) || g_str_equal(name, "end"))
		problems_add(reading->problems, reading->path, section->line, NULL,
		             _("`%s` cannot name an item: expected a-z, 0-9 and -, at most %d characters, not end"),
		             name, NAME_CHARS);
	else if (protocol_item(reading->protocol, name))
		problems_add(reading->problems, reading->path, section->line, NULL, _("there is an item `%s` already"),
		             name);
	else if (reading->protocol->items->len == MOST_ITEMS)
		problems_add(reading->problems, reading->path, section->line, NULL,
		             _("a check-in has at most %d items"), MOST_ITEMS);
	else
		return TRUE;
	return FALSE;
}

static void add_item(const Reading *reading, const IniSection *section)
{
	if (!check_section(reading, section))
		return;
	item_read(protocol_add_item(reading->protocol, item_name(section)), section, reading->path, reading->problems);
	g_ptr_array_add(reading->sections, (gpointer)section);
}

static gboolean is_head(const IniSection *section)
{
	return section->line == 0 || g_str_equal(section->name, "protocol");
}

/* An item that takes turns goes by the name of its turn. */
static gboolean is_item(const IniSection *section, const char *name)
{
	const IniEntry *turn = ini_section_entry(section, "turn");

	return item_name(section) && g_strcmp0(turn ? turn->value : item_name(section), name) == 0;
}

static int first_line(const Reading *reading)
{
	const IniSection *head = ini_file_section(reading->file, "protocol");
	const IniEntry *first = head ? ini_section_entry(head, "first") : NULL;

	return first ? first->line : 0;
}

/* The one that `first` names becomes the first, the others follow as they stand. */
static void read_items(const Reading *reading, const char *first)
{
	const GPtrArray *sections = reading->file->sections;
	const IniSection *ahead = NULL;

	for (guint i = 0; i < sections->len && !ahead; i++)
		if (is_item(g_ptr_array_index(sections, i), first))
			ahead = g_ptr_array_index(sections, i);
	if (first && !ahead)
		problems_add(reading->problems, reading->path, first_line(reading), "protocol.first",
		             _("there is no item `%s`"), first);
	if (ahead)
		add_item(reading, ahead);
	for (guint i = 0; i < sections->len; i++) {
		const IniSection *section = g_ptr_array_index(sections, i);

		if (section != ahead && !is_head(section))
			add_item(reading, section);
	}
	if (reading->protocol->items->len == 0)
		problems_add(reading->problems, reading->path, 0, NULL,
		             _("there is no item: expected [item NAME] with type and ask"));
	for (guint i = 0; i < reading->protocol->items->len; i++)
		item_link(reading->protocol, g_ptr_array_index(reading->protocol->items, i),
		          g_ptr_array_index(reading->sections, i), reading->path, reading->problems);
}

/* Nothing is lost: lines ahead of all sections, and a second [protocol]. */
static void check_strays(const Reading *reading)
{
	const IniSection *head = ini_file_section(reading->file, "protocol");

	for (guint i = 0; i < reading->file->sections->len; i++) {
		const IniSection *section = g_ptr_array_index(reading->file->sections, i);

		if (section->line == 0 && section->entries->len > 0)
			problems_add(reading->problems, reading->path,
			             ((IniEntry *)g_ptr_array_index(section->entries, 0))->line, NULL,
			             _("keys belong below a section: begin with [protocol]"));
		else if (section->line > 0 && section != head && is_head(section))
			problems_add(reading->problems, reading->path, section->line, NULL,
			             _("there is a [protocol] in line %d already"), head->line);
	}
}

/* --- whether every way leads to the end ----------------------------------------------------------- */

typedef enum { UNSEEN, ON_THE_WAY, DONE } Mark;

static void walk(const Reading *reading, int i, Mark *marks);

static void walk_to(const Reading *reading, int from, int to, Mark *marks)
{
	const GPtrArray *items = reading->protocol->items;

	if (to == ITEM_END)
		return;
	if (marks[to] == ON_THE_WAY)
		problems_add(reading->problems, reading->path,
		             ((const IniSection *)g_ptr_array_index(reading->sections, from))->line,
		             ((const IniSection *)g_ptr_array_index(reading->sections, from))->name,
		             _("it leads back to `%s`: a check-in must come to its end"),
		             ((const Item *)g_ptr_array_index(items, to))->name);
	else if (marks[to] == UNSEEN)
		walk(reading, to, marks);
}

/* Those that take turns lead to one place, and are reached as the first of them is. */
static void mark_turn(const Reading *reading, const Item *item, Mark *marks)
{
	const GPtrArray *items = reading->protocol->items;

	for (guint i = 0; item->turn && i < items->len; i++)
		if (g_strcmp0(((const Item *)g_ptr_array_index(items, i))->turn, item->turn) == 0)
			marks[i] = DONE;
}

static void walk(const Reading *reading, int i, Mark *marks)
{
	const Item *item = g_ptr_array_index(reading->protocol->items, i);

	marks[i] = ON_THE_WAY;
	for (guint c = 0; c < item->choices->len; c++)
		walk_to(reading, i, ((const Choice *)g_ptr_array_index(item->choices, c))->next, marks);
	for (guint w = 0; w < item->ways->len; w++)
		walk_to(reading, i, g_array_index(item->ways, Way, w).next, marks);
	if (item_needs_next(item))
		walk_to(reading, i, item->next, marks);
	mark_turn(reading, item, marks);
	marks[i] = DONE;
}

static void check_ways(const Reading *reading)
{
	Mark marks[MOST_ITEMS] = { UNSEEN };

	if (reading->protocol->items->len > 0)
		walk(reading, 0, marks);
	for (guint i = 0; i < reading->protocol->items->len; i++) {
		const IniSection *section = g_ptr_array_index(reading->sections, i);

		if (marks[i] == UNSEEN)
			problems_add(reading->problems, reading->path, section->line, section->name,
			             _("no other item leads here: name it in a next =, or remove it"));
	}
}

/* --- public --------------------------------------------------------------------------------------- */

Protocol *protocol_read(const char *text, gssize length, const char *path, const char *const *words, const char *name,
                        Problems *problems)
{
	guint errors = problems_errors(problems);
	g_autoptr(IniFile) file = ini_file_parse(text, length, path, problems);
	g_autoptr(Protocol) protocol = protocol_new(name);
	g_autoptr(GPtrArray) sections = g_ptr_array_new();
	Reading reading = { protocol, sections, file, words && *words ? *words : path, problems };

	for (; words && *words; words++)
		protocol_take_words(file, *words, problems);
	check_strays(&reading);
	read_items(&reading, read_head(&reading));
	if (problems_errors(problems) == errors)
		check_ways(&reading); /* with a name misspelt, half of the items would seem out of reach */
	return problems_errors(problems) > errors ? NULL : g_steal_pointer(&protocol);
}

Protocol *protocol_parse(const char *text, const char *path, const char *name, Problems *problems)
{
	return protocol_read(text, -1, path, NULL, name, problems);
}
