/* protocol-ways.c - where an item leads: its `next` keys, as places in the protocol. */
#include <string.h>

#include "config/nearest.h"
#include "config/protocol-item.h"
#include "core/i18n.h"

/* --- names that can be led to --- */

/* An item by its name; items that take turns by the name of their turn: the first of them. */
static int find_target(const Protocol *protocol, const char *name)
{
	for (guint i = 0; i < protocol->items->len; i++) {
		const Item *item = g_ptr_array_index(protocol->items, i);

		if (g_str_equal(item->turn ? item->turn : item->name, name))
			return (int)i;
	}
	return ITEM_END;
}

static void complain_target(const ItemReading *reading, const Protocol *protocol, const IniEntry *entry)
{
	g_autofree const char **names = g_new0(const char *, protocol->items->len + 2);
	const Item *member = protocol_item(protocol, entry->value);
	const char *near;

	names[protocol->items->len] = "end";
	for (guint i = 0; i < protocol->items->len; i++) {
		const Item *item = g_ptr_array_index(protocol->items, i);

		names[i] = item->turn ? item->turn : item->name;
	}
	near = nearest_name(entry->value, names);
	if (member)
		item_complain(reading, entry, entry->key,
		              _("`%s` takes turns with others: write %s, the name of its turn"), entry->value,
		              member->turn);
	else if (near)
		item_complain(reading, entry, entry->key, _("there is no item `%s`; did you mean `%s`?"), entry->value,
		              near);
	else
		item_complain(reading, entry, entry->key, _("there is no item `%s`"), entry->value);
}

static int resolve(const ItemReading *reading, const Protocol *protocol, const IniEntry *entry)
{
	int target = g_str_equal(entry->value, "end") ? ITEM_END : find_target(protocol, entry->value);

	if (target == ITEM_END && !g_str_equal(entry->value, "end"))
		complain_target(reading, protocol, entry);
	return target;
}

/* --- next.0..3 --- */

/* "3" is "3..3". */
static gboolean read_values(const char *text, gint64 *from, gint64 *to)
{
	const char *dots = strstr(text, "..");
	g_autofree char *first = dots ? g_strndup(text, dots - text) : g_strdup(text);

	return g_ascii_string_to_signed(first, 10, 0, G_MAXINT, from, NULL) &&
	       g_ascii_string_to_signed(dots ? dots + 2 : text, 10, 0, G_MAXINT, to, NULL);
}

static const Way *find_overlap(const Item *item, const Way *way)
{
	for (guint i = 0; i < item->ways->len; i++) {
		const Way *other = &g_array_index(item->ways, Way, i);

		if (way->from <= other->to && other->from <= way->to)
			return other;
	}
	return NULL;
}

static void read_way(const ItemReading *reading, const Protocol *protocol, const IniEntry *entry)
{
	Item *item = reading->item;
	gint64 from, to;
	const Way *other;
	Way way;

	if (!read_values(strchr(entry->key, '.') + 1, &from, &to)) {
		item_complain(reading, entry, entry->key, _("expected values, as in next.%d..%d or next.%d"), item->min,
		              item->max, item->max);
		return;
	}
	if (from > to || from < item->min || to > item->max) {
		item_complain(reading, entry, entry->key, _("expected values from %d to %d, the lower one first"),
		              item->min, item->max);
		return;
	}
	way = (Way){ (int)from, (int)to, resolve(reading, protocol, entry) };
	other = find_overlap(item, &way);
	if (other)
		item_complain(reading, entry, entry->key, _("next.%d..%d says where some of these lead already"),
		              other->from, other->to);
	else
		g_array_append_val(item->ways, way);
}

static void read_ways(const ItemReading *reading, const Protocol *protocol)
{
	for (guint i = 0; item_takes_number(reading->item) && i < reading->section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(reading->section->entries, i);

		if (g_str_has_prefix(entry->key, "next.") && ini_section_entry(reading->section, entry->key) == entry)
			read_way(reading, protocol, entry);
	}
}

static gboolean ways_hold_all(const Item *item)
{
	gint64 held = 0;

	for (guint i = 0; i < item->ways->len; i++)
		held += g_array_index(item->ways, Way, i).to - g_array_index(item->ways, Way, i).from + 1;
	return held == (gint64)item->max - item->min + 1;
}

gboolean item_needs_next(const Item *item)
{
	return item->optional || (!item->choices->len && !(item_takes_number(item) && ways_hold_all(item)));
}

/* --- items that take turns --- */

/* Whichever of them is asked, what follows is the same. */
static void check_turn(const ItemReading *reading, const Protocol *protocol)
{
	const Item *item = reading->item, *first;
	guint members = 0;

	for (guint i = 0; i < protocol->items->len; i++)
		members += g_strcmp0(((const Item *)g_ptr_array_index(protocol->items, i))->turn, item->turn) == 0;
	first = g_ptr_array_index(protocol->items, find_target(protocol, item->turn));
	for (guint i = 0; i < item->choices->len; i++)
		if (((const Choice *)g_ptr_array_index(item->choices, i))->next != item->next) {
			item_complain(reading, NULL, "turn", _("items that take turns lead to one place: only next ="));
			return;
		}
	if (protocol_item(protocol, item->turn))
		item_complain(reading, ini_section_entry(reading->section, "turn"), "turn",
		              _("there is an item `%s`: a turn has a name of its own"), item->turn);
	else if (item->ways->len > 0)
		item_complain(reading, NULL, "turn", _("items that take turns lead to one place: only next ="));
	else if (members < 2)
		item_complain(reading, ini_section_entry(reading->section, "turn"), "turn",
		              _("no other item takes turns with it: give another one turn = %s"), item->turn);
	else if (first != item && first->next != item->next)
		item_complain(reading, ini_section_entry(reading->section, "next"), "next",
		              _("the items of the turn `%s` lead to one place: write the same as in `%s`"), item->turn,
		              first->name);
}

/* --- all of them --- */

/* TRUE: one of them has no way of its own. */
static gboolean link_choices(const ItemReading *reading, const Protocol *protocol)
{
	gboolean needed = FALSE;

	for (guint i = 0; i < reading->item->choices->len; i++) {
		Choice *choice = g_ptr_array_index(reading->item->choices, i);
		const IniEntry *own = item_entry_for(reading, "next", choice);

		choice->next = own ? resolve(reading, protocol, own) : reading->item->next;
		needed = needed || !own;
	}
	return needed;
}

void item_link(const Protocol *protocol, Item *item, const IniSection *section, const char *path, Problems *problems)
{
	ItemReading reading = { item, section, path, problems };
	const IniEntry *next = ini_section_entry(section, "next");
	gboolean needed;

	item->next = next ? resolve(&reading, protocol, next) : ITEM_END;
	needed = link_choices(&reading, protocol);
	read_ways(&reading, protocol);
	if ((needed || item_needs_next(item)) && !next && !section->broken)
		item_complain(&reading, NULL, "next",
		              _("there is no way on from here: write next = the name of an item, or next = end"));
	if (item->turn)
		check_turn(&reading, protocol);
}
