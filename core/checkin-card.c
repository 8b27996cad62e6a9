/* checkin-card.c - an item as a card: what is asked, and what can be pressed. */
#include <string.h>

#include "core/checkin.h"
#include "core/i18n.h"

static gboolean read_end(const char *text, int *number)
{
	gint64 value;

	if (!g_ascii_string_to_signed(text, 10, G_MININT, G_MAXINT, &value, NULL))
		return FALSE;
	*number = (int)value;
	return TRUE;
}

/* Some servers show their keys: the name of an item would tell too much. */
static guint token(const Item *item)
{
	return g_str_hash(item->name) & 0xffff;
}

char *checkin_key(const Item *item, const char *value)
{
	return g_strdup_printf("%04x=%s", token(item), value);
}

const char *checkin_pressed(const Item *item, const char *key)
{
	g_autofree char *own = item ? checkin_key(item, "") : NULL;

	return own && g_str_has_prefix(key, own) ? key + strlen(own) : NULL;
}

static void add_part(Card *card, const Item *item, int low, int high)
{
	g_autofree char *value = low == high ? g_strdup_printf("%d", low) : g_strdup_printf("%d..%d", low, high);
	g_autofree char *key = checkin_key(item, value);
	g_autofree char *label = low == high ? g_strdup_printf("%d", low) : g_strdup_printf("%d–%d", low, high);

	card_add(card, key, label);
}

/* Three parts, as even as can be and symmetrical: what is left over widens the middle (one) or both sides (two). */
static void add_scale(Card *card, const Item *item, int low, int high)
{
	int n = high - low + 1;
	int side = n / 3 + (n % 3 == 2);

	if (n <= MAX_BUTTONS) {
		for (int value = low; value <= high; value++)
			add_part(card, item, value, value);
		return;
	}
	add_part(card, item, low, low + side - 1);
	add_part(card, item, low + side, high - side);
	add_part(card, item, high - side + 1, high);
}

static void add_choices(Card *card, const Item *item, gboolean discreet)
{
	for (guint i = 0; i < item->choices->len && i < MAX_BUTTONS; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);
		g_autofree char *key = checkin_key(item, choice->value);

		card_add(card, key, wording(&choice->label, discreet));
	}
}

/* Later steps of a scale say which part is still in question. */
static char *body_text(const Item *item, int low, int high, gboolean discreet)
{
	const char *ask = wording(&item->ask, discreet);

	if (item->type != ITEM_SCALE || (low == item->min && high == item->max))
		return g_strdup(ask);
	return g_strdup_printf(_("%s\nFrom %d to %d, nearest to:"), ask, low, high);
}

Card *checkin_card(const Protocol *protocol, const Item *item, int low, int high, gboolean discreet)
{
	g_autofree char *body = NULL, *skip = checkin_key(item, "");
	Card *card;

	if (low >= high) {
		low = item->min;
		high = item->max;
	}
	body = body_text(item, low, high, discreet);
	card = card_new(wording(&protocol->title, discreet), body);
	card->stays = TRUE;
	card->takes_text = item->type == ITEM_TEXT || item->type == ITEM_NUMBER;
	card->takes_number = item->type == ITEM_NUMBER;
	if (item->type == ITEM_SCALE)
		add_scale(card, item, low, high);
	else
		add_choices(card, item, discreet);
	if (item->optional && card_n_actions(card) < CARD_MAX_ACTIONS)
		card_add(card, skip, _("Skip"));
	return card;
}

gboolean checkin_narrows(const char *value, int *low, int *high)
{
	const char *dots = strstr(value, "..");
	g_autofree char *first = dots ? g_strndup(value, dots - value) : NULL;
	int from, to;

	if (!first || !read_end(first, &from) || !read_end(dots + 2, &to) || from > to)
		return FALSE;
	*low = from;
	*high = to;
	return TRUE;
}
