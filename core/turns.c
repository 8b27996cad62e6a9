/* turns.c - which of the items that share a turn is asked now. */
#include "core/turns.h"

/* How long ago it was asked, in check-ins that asked one of its turn; 0: never. */
static int age_of(const Protocol *protocol, const Item *item, const GPtrArray *asked)
{
	int age = 0;

	for (guint i = asked ? asked->len : 0; i > 0; i--) {
		const Item *other = protocol_item(protocol, g_ptr_array_index(asked, i - 1));

		if (!other || g_strcmp0(other->turn, item->turn))
			continue;
		age++;
		if (other == item)
			return age;
	}
	return 0;
}

/* Whether the turn of `a` comes before that of `b`, which stands ahead of it. */
static gboolean comes_before(const Item *a, int age_a, const Item *b, int age_b)
{
	if (!age_a != !age_b)
		return !age_a;
	if (a->weight * age_a != b->weight * age_b)
		return a->weight * age_a > b->weight * age_b;
	return a->weight > b->weight;
}

static const Item *whose_turn(const Protocol *protocol, const char *turn, const GPtrArray *asked, GHashTable *given)
{
	const Item *next = NULL;
	int age = 0;

	for (guint i = 0; i < protocol->items->len; i++) {
		const Item *item = g_ptr_array_index(protocol->items, i);
		int since;

		if (g_strcmp0(item->turn, turn))
			continue;
		if (given && g_hash_table_contains(given, item->name))
			return item;
		since = age_of(protocol, item, asked);
		if (next && !comes_before(item, since, next, age))
			continue;
		next = item;
		age = since;
	}
	return next;
}

/* --- the protocol without the others --------------------------------------------------------------- */

typedef struct Choosing {
	const Protocol *all;
	const GPtrArray *asked;
	GHashTable *given;
	Protocol *chosen;
} Choosing;

/* The place in `chosen` of what stood at `i`, or of the item that has its turn; it is copied when it is not there yet. */
static int place_of(const Choosing *choosing, int i)
{
	const Item *item = i == ITEM_END ? NULL : g_ptr_array_index(choosing->all->items, i);

	if (!item)
		return ITEM_END;
	if (item->turn)
		item = whose_turn(choosing->all, item->turn, choosing->asked, choosing->given);
	for (guint n = 0; n < choosing->chosen->items->len; n++)
		if (g_str_equal(((const Item *)g_ptr_array_index(choosing->chosen->items, n))->name, item->name))
			return (int)n;
	protocol_add_copy(choosing->chosen, item);
	return (int)choosing->chosen->items->len - 1;
}

/* Copies what it leads to, too. */
static void link_item(const Choosing *choosing, guint n)
{
	Item *item = g_ptr_array_index(choosing->chosen->items, n);

	item->next = place_of(choosing, item->next);
	for (guint i = 0; i < item->choices->len; i++) {
		Choice *choice = g_ptr_array_index(item->choices, i);

		choice->next = place_of(choosing, choice->next);
	}
	for (guint i = 0; i < item->ways->len; i++) {
		Way *way = &g_array_index(item->ways, Way, i);

		way->next = place_of(choosing, way->next);
	}
}

Protocol *protocol_in_turn(const Protocol *protocol, const GPtrArray *asked, GHashTable *given)
{
	Choosing choosing = { protocol, asked, given, protocol_new(protocol->name) };

	choosing.chosen->title = (Wording){ g_strdup(protocol->title.neutral), g_strdup(protocol->title.open) };
	if (protocol->items->len > 0)
		place_of(&choosing, 0);
	for (guint n = 0; n < choosing.chosen->items->len; n++)
		link_item(&choosing, n);
	return choosing.chosen;
}
