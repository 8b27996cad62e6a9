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
	wording_clear(&item->ask);
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
	item->next = ITEM_END;
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

const char *wording(const Wording *wording, gboolean discreet)
{
	return discreet || !wording->open ? wording->neutral : wording->open;
}
