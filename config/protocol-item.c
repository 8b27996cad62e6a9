/* protocol-item.c - one [item NAME] section as an Item, strictly. */
#include "config/protocol-item.h"

#include <string.h>

#include "config/nearest.h"
#include "core/i18n.h"

#define ASK_CHARS 200
#define SCALE_MAX 100
#define NUMBER_MAX 1000000
#define UNIT_CHARS 20
#define WEIGHT_MAX 9
#define SCALE_VALUES 27 /* what three presses of three buttons can tell apart */

void item_complain(const ItemReading *reading, const IniEntry *entry, const char *key, const char *format, ...)
{
	g_autofree char *where = g_strdup_printf("%s.%s", reading->section->name, key);
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	problems_add(reading->problems, reading->path, entry ? entry->line : reading->section->line, where, "%s",
	             message);
}

gboolean protocol_is_name(const char *text)
{
	return g_ascii_islower(*text) && strlen(text) <= NAME_CHARS &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

/* --- which keys there are ------------------------------------------------------------------------- */

enum {
	CHOICE = 1,
	SCALE = 2,
	YESNO = 4,
	TEXT = 8,
	NUMBER = 16,
	ANY = 31,
	BUTTONS = CHOICE | YESNO,
	COUNTS = SCALE | NUMBER
};

static const struct ItemKey {
	const char *key;
	int plain;  /* which types of items have it by itself: key */
	int choice; /* which have it for one choice: key.CHOICE */
	int values; /* which have it for some values: key.0..3 */
} item_keys[] = {
	{ "type", ANY, 0, 0 },
	{ "ask", ANY, 0, 0 },
	{ "ask-open", ANY, 0, 0 },
	{ "choices", CHOICE, 0, 0 },
	{ "label", 0, BUTTONS, 0 },
	{ "label-open", 0, BUTTONS, 0 },
	{ "next", ANY, BUTTONS, COUNTS },
	{ "min", COUNTS, 0, 0 },
	{ "max", COUNTS, 0, 0 },
	{ "unit", NUMBER, 0, 0 },
	{ "optional", ANY, 0, 0 },
	{ "score", BUTTONS, BUTTONS, 0 },
	{ "turn", ANY, 0, 0 },
	{ "weight", ANY, 0, 0 },
};

static const char *const type_names[] = {
	"choice", "scale", "yesno", "text", "number", NULL
}; /* in order of ItemType */

static const struct ItemKey *find_key(const char *base)
{
	for (guint i = 0; i < G_N_ELEMENTS(item_keys); i++)
		if (g_str_equal(item_keys[i].key, base))
			return &item_keys[i];
	return NULL;
}

static void unknown_key(const ItemReading *reading, const IniEntry *entry, const char *base)
{
	const char *names[G_N_ELEMENTS(item_keys) + 1] = { NULL };
	const char *near;

	for (guint i = 0; i < G_N_ELEMENTS(item_keys); i++)
		names[i] = item_keys[i].key;
	near = nearest_name(base, names);
	if (near)
		item_complain(reading, entry, entry->key, _("there is no such key; did you mean `%s`?"), near);
	else
		item_complain(reading, entry, entry->key, _("there is no such key for an item"));
}

static void unknown_choice(const ItemReading *reading, const IniEntry *entry, const char *value)
{
	const GPtrArray *choices = reading->item->choices;
	g_autofree const char **names = g_new0(const char *, choices->len + 1);
	const char *near;

	for (guint i = 0; i < choices->len; i++)
		names[i] = ((const Choice *)g_ptr_array_index(choices, i))->value;
	near = nearest_name(value, names);
	if (near)
		item_complain(reading, entry, entry->key, _("this item has no choice `%s`; did you mean `%s`?"), value,
		              near);
	else
		item_complain(reading, entry, entry->key, _("this item has no choice `%s`"), value);
}

static gboolean twice(const ItemReading *reading, const IniEntry *entry)
{
	const IniEntry *first = ini_section_entry(reading->section, entry->key);

	if (first != entry)
		item_complain(reading, entry, entry->key, _("it stands in line %d already; keep one of the two"),
		              first->line);
	return first != entry;
}

/* A key by itself, or one for what stands behind its dot. */
static void check_known(const ItemReading *reading, const IniEntry *entry, const struct ItemKey *key, const char *dot)
{
	int type = 1 << reading->item->type;

	if (!((key->plain | key->choice | key->values) & type) ||
	    (dot && (key->choice | key->values) && !((key->choice | key->values) & type)))
		item_complain(reading, entry, entry->key, _("an item of type %s has no such key"),
		              type_names[reading->item->type]);
	else if (dot && !((key->choice | key->values) & type))
		item_complain(reading, entry, entry->key, _("`%s` holds for the whole item: write it without .%s"),
		              key->key, dot + 1);
	else if (!dot && !(key->plain & type))
		item_complain(reading, entry, entry->key, _("say for which choice: %s.CHOICE"), key->key);
	else if (dot && key->choice & type && !item_choice(reading->item, dot + 1))
		unknown_choice(reading, entry, dot + 1);
}

static void check_key(const ItemReading *reading, const IniEntry *entry)
{
	const char *dot = strchr(entry->key, '.');
	g_autofree char *base = dot ? g_strndup(entry->key, dot - entry->key) : g_strdup(entry->key);
	const struct ItemKey *key = find_key(base);

	if (twice(reading, entry))
		return;
	if (!key)
		unknown_key(reading, entry, base);
	else
		check_known(reading, entry, key, dot);
}

/* --- values --------------------------------------------------------------------------------------- */

static const IniEntry *find(const ItemReading *reading, const char *key)
{
	return ini_section_entry(reading->section, key);
}

const IniEntry *item_entry_for(const ItemReading *reading, const char *key, const Choice *choice)
{
	g_autofree char *full = g_strdup_printf("%s.%s", key, choice->value);

	return ini_section_entry(reading->section, full);
}

char *item_read_text(const ItemReading *reading, const IniEntry *entry, int most)
{
	if (!entry)
		return NULL;
	if (!*entry->value || g_utf8_strlen(entry->value, -1) > most)
		item_complain(reading, entry, entry->key, _("expected a text of 1 to %d characters"), most);
	return g_strdup(entry->value);
}

int item_read_number(const ItemReading *reading, const IniEntry *entry, const char *key, int most, int missing)
{
	gint64 value = missing;

	if (!entry && missing < 0)
		item_complain(reading, NULL, key, _("it is missing; expected a number from 0 to %d"), most);
	else if (entry && !g_ascii_string_to_signed(entry->value, 10, 0, most, &value, NULL))
		item_complain(reading, entry, key, _("found `%s`; expected a number from 0 to %d"), entry->value, most);
	return (int)value;
}

static void read_type(const ItemReading *reading)
{
	const IniEntry *entry = find(reading, "type");

	reading->item->type = ITEM_TEXT;
	for (int i = 0; entry && type_names[i]; i++) {
		if (!g_str_equal(entry->value, type_names[i]))
			continue;
		reading->item->type = (ItemType)i;
		return;
	}
	if (entry)
		item_complain(reading, entry, "type", _("found `%s`; expected choice, scale, yesno, number or text"),
		              entry->value);
	else
		item_complain(reading, entry, "type",
		              _("it is missing; expected choice, scale, yesno, number or text"));
}

static void read_ask(const ItemReading *reading)
{
	const IniEntry *ask = find(reading, "ask");

	if (!ask)
		item_complain(reading, NULL, "ask", _("it is missing: the question, as a stranger may read it"));
	reading->item->ask.neutral = ask ? item_read_text(reading, ask, ASK_CHARS) : g_strdup("");
	reading->item->ask.open = item_read_text(reading, find(reading, "ask-open"), ASK_CHARS);
}

static void read_optional(const ItemReading *reading)
{
	const IniEntry *entry = find(reading, "optional");

	if (entry && !g_str_equal(entry->value, "yes") && !g_str_equal(entry->value, "no"))
		item_complain(reading, entry, "optional", _("found `%s`; expected yes or no"), entry->value);
	reading->item->optional = entry && g_str_equal(entry->value, "yes");
}

static void read_scale(const ItemReading *reading)
{
	Item *item = reading->item;

	item->min = item_read_number(reading, find(reading, "min"), "min", SCALE_MAX, 0);
	item->max = item_read_number(reading, find(reading, "max"), "max", SCALE_MAX, 10);
	if (item->max <= item->min || item->max - item->min >= SCALE_VALUES)
		item_complain(reading, find(reading, "max"), "max", _("a scale has 2 to %d values: expected %d to %d"),
		              SCALE_VALUES, item->min + 1, item->min + SCALE_VALUES - 1);
}

static void read_number(const ItemReading *reading)
{
	Item *item = reading->item;

	item->min = item_read_number(reading, find(reading, "min"), "min", NUMBER_MAX, 0);
	item->max = item_read_number(reading, find(reading, "max"), "max", NUMBER_MAX, -1);
	if (item->max >= 0 && item->max <= item->min)
		item_complain(reading, find(reading, "max"), "max", _("expected more than min, %d"), item->min);
	item->unit = item_read_text(reading, find(reading, "unit"), UNIT_CHARS);
}

static void read_turn(const ItemReading *reading)
{
	const IniEntry *turn = find(reading, "turn"), *weight = find(reading, "weight");
	Item *item = reading->item;

	if (turn && (!protocol_is_name(turn->value) || g_str_equal(turn->value, "end")))
		item_complain(reading, turn, "turn",
		              _("found `%s`; expected a name of a-z, 0-9 and -, at most %d long"), turn->value,
		              NAME_CHARS);
	item->turn = turn ? g_strdup(turn->value) : NULL;
	item->weight = item_read_number(reading, weight, "weight", WEIGHT_MAX, 1);
	if (item->weight == 0)
		item_complain(reading, weight, "weight", _("expected a number from 1 to %d"), WEIGHT_MAX);
	if (weight && !turn)
		item_complain(reading, weight, "weight", _("it counts nowhere: add turn = NAME"));
}

void item_read(Item *item, const IniSection *section, const char *path, Problems *problems)
{
	ItemReading reading = { item, section, path, problems };

	read_type(&reading);
	read_ask(&reading);
	read_optional(&reading);
	read_turn(&reading);
	if (item->type == ITEM_NUMBER)
		read_number(&reading);
	if (item->type == ITEM_SCALE)
		read_scale(&reading);
	if (item->type == ITEM_CHOICE || item->type == ITEM_YESNO)
		item_read_choices(&reading);
	for (guint i = 0; i < section->entries->len; i++)
		check_key(&reading, g_ptr_array_index(section->entries, i));
}
