/* protocol.c - the questions of a check-in as a value: making, finding, freeing. */
#include "core/protocol.h"

static void wording_clear(Wording *wording)
{
	g_free(wording->neutral);
	g_free(wording->open);
}

static void choice_free(gpointer data)
{
	Choice *choice = data;

	g_free(choice->value);
	wording_clear(&choice->label);
	g_free(choice);
}

static void item_free(gpointer data)
{
	Item *item = data;

	g_free(item->name);
	g_free(item->score);
	g_free(item->unit);
	g_free(item->turn);
	wording_clear(&item->ask);
	g_array_unref(item->ways);
	g_ptr_array_unref(item->choices);
	g_free(item);
}

Protocol *protocol_new(const char *name)
{
	Protocol *protocol = g_new0(Protocol, 1);

	protocol->name = g_strdup(name);
	protocol->items = g_ptr_array_new_with_free_func(item_free);
	return protocol;
}

Item *protocol_add_item(Protocol *protocol, const char *name)
{
	Item *item = g_new0(Item, 1);

	item->name = g_strdup(name);
	item->type = ITEM_TEXT;
	item->choices = g_ptr_array_new_with_free_func(choice_free);
	item->ways = g_array_new(FALSE, FALSE, sizeof(Way));
	item->next = ITEM_END;
	item->weight = 1;
	g_ptr_array_add(protocol->items, item);
	return item;
}

Choice *item_add_choice(Item *item, const char *value)
{
	Choice *choice = g_new0(Choice, 1);

	choice->value = g_strdup(value);
	choice->next = ITEM_END;
	choice->score = -1;
	g_ptr_array_add(item->choices, choice);
	return choice;
}

static Wording wording_copy(const Wording *wording)
{
	return (Wording){ g_strdup(wording->neutral), g_strdup(wording->open) };
}

static void copy_choices(Item *copy, const Item *item)
{
	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);
		Choice *same = item_add_choice(copy, choice->value);

		same->label = wording_copy(&choice->label);
		same->next = choice->next;
		same->score = choice->score;
	}
}

Item *protocol_add_copy(Protocol *protocol, const Item *item)
{
	Item *copy = protocol_add_item(protocol, item->name);

	copy->type = item->type;
	copy->ask = wording_copy(&item->ask);
	copy_choices(copy, item);
	copy->min = item->min;
	copy->max = item->max;
	g_array_append_vals(copy->ways, item->ways->data, item->ways->len);
	copy->unit = g_strdup(item->unit);
	copy->optional = item->optional;
	copy->next = item->next;
	copy->score = g_strdup(item->score);
	copy->turn = g_strdup(item->turn);
	copy->weight = item->weight;
	return copy;
}

void protocol_free(Protocol *protocol)
{
	if (!protocol)
		return;
	g_free(protocol->name);
	wording_clear(&protocol->title);
	g_ptr_array_unref(protocol->items);
	g_free(protocol);
}

const Item *protocol_item(const Protocol *protocol, const char *name)
{
	for (guint i = 0; i < protocol->items->len; i++) {
		const Item *item = g_ptr_array_index(protocol->items, i);

		if (g_str_equal(item->name, name))
			return item;
	}
	return NULL;
}

const Choice *item_choice(const Item *item, const char *value)
{
	for (guint i = 0; value && i < item->choices->len; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);

		if (g_str_equal(choice->value, value))
			return choice;
	}
	return NULL;
}

gboolean item_takes_number(const Item *item)
{
	return item->type == ITEM_SCALE || item->type == ITEM_NUMBER;
}

const char *wording(const Wording *wording, gboolean discreet)
{
	return discreet || !wording->open ? wording->neutral : wording->open;
}
