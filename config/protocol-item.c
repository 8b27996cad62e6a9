/* protocol-item.c - one [item NAME] section as an Item, strictly. */
#include "config/protocol-item.h"

#include <string.h>

#include "config/nearest.h"

#define ASK_CHARS    200
#define LABEL_CHARS  20  /* buttons are short */
#define SCALE_MAX    100
#define SCALE_VALUES 27  /* what three presses of three buttons can tell apart */

typedef struct Reading {
	Item             *item;
	const IniSection *section;
	const char       *path;
	Problems         *problems;
} Reading;

static void complain(const Reading *reading, const IniEntry *entry, const char *key, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* At the entry; at the section's line when there is none. */
static void complain(const Reading *reading, const IniEntry *entry, const char *key, const char *format, ...)
{
	g_autofree char *where = g_strdup_printf("%s.%s", reading->section->name, key);
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	problems_add(reading->problems, reading->path, entry ? entry->line : reading->section->line, where, "%s", message);
}

gboolean protocol_is_name(const char *text)
{
	return g_ascii_islower(*text) && strlen(text) <= NAME_CHARS &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

/* --- which keys there are ------------------------------------------------------------------------- */

enum { ON_CHOICE = 1, ON_SCALE = 2, ON_YESNO = 4, ON_TEXT = 8, ON_BUTTONS = ON_CHOICE | ON_YESNO, ON_ALL = 15 };

static const struct ItemKey {
	const char *key;
	int         types;  /* which types of items have it */
	gboolean    plain;  /* it stands by itself: key */
	gboolean    choice; /* it stands for one choice: key.CHOICE */
} item_keys[] = {
	{ "type", ON_ALL, TRUE, FALSE },          { "ask", ON_ALL, TRUE, FALSE },
	{ "ask-open", ON_ALL, TRUE, FALSE },      { "choices", ON_CHOICE, TRUE, FALSE },
	{ "label", ON_BUTTONS, FALSE, TRUE },     { "label-open", ON_BUTTONS, FALSE, TRUE },
	{ "next", ON_ALL, TRUE, TRUE },           { "min", ON_SCALE, TRUE, FALSE },
	{ "max", ON_SCALE, TRUE, FALSE },         { "optional", ON_ALL, TRUE, FALSE },
	{ "score", ON_BUTTONS, TRUE, TRUE },
};

static const char *const type_names[] = { "choice", "scale", "yesno", "text", NULL }; /* in order of ItemType */

static const struct ItemKey *find_key(const char *base)
{
	for (guint i = 0; i < G_N_ELEMENTS(item_keys); i++)
		if (g_str_equal(item_keys[i].key, base))
			return &item_keys[i];
	return NULL;
}

static void unknown_key(const Reading *reading, const IniEntry *entry, const char *base)
{
	const char *names[G_N_ELEMENTS(item_keys) + 1] = { NULL };
	const char *near;

	for (guint i = 0; i < G_N_ELEMENTS(item_keys); i++)
		names[i] = item_keys[i].key;
	near = nearest_name(base, names);
	complain(reading, entry, entry->key, "there is no such key%s%s%s", near ? "; did you mean `" : "", near ? near : "",
	         near ? "`?" : " for an item");
}

static void unknown_choice(const Reading *reading, const IniEntry *entry, const char *value)
{
	const GPtrArray *choices = reading->item->choices;
	g_autofree const char **names = g_new0(const char *, choices->len + 1);
	const char *near;

	for (guint i = 0; i < choices->len; i++)
		names[i] = ((const Choice *)g_ptr_array_index(choices, i))->value;
	near = nearest_name(value, names);
	complain(reading, entry, entry->key, "this item has no choice `%s`%s%s%s", value, near ? "; did you mean `" : "",
	         near ? near : "", near ? "`?" : "");
}

static void check_key(const Reading *reading, const IniEntry *entry)
{
	const char *dot = strchr(entry->key, '.');
	g_autofree char *base = dot ? g_strndup(entry->key, dot - entry->key) : g_strdup(entry->key);
	const struct ItemKey *key = find_key(base);
	const IniEntry *first = ini_section_entry(reading->section, entry->key);

	if (first != entry)
		complain(reading, entry, entry->key, "it stands in line %d already; keep one of the two", first->line);
	else if (!key)
		unknown_key(reading, entry, base);
	else if (!(key->types & 1 << reading->item->type) || (dot && !(ON_BUTTONS & 1 << reading->item->type)))
		complain(reading, entry, entry->key, "an item of type %s has no such key", type_names[reading->item->type]);
	else if (dot && !key->choice)
		complain(reading, entry, entry->key, "`%s` holds for the whole item: write it without .%s", base, dot + 1);
	else if (!dot && !key->plain)
		complain(reading, entry, entry->key, "say for which choice: %s.CHOICE", base);
	else if (dot && !item_choice(reading->item, dot + 1))
		unknown_choice(reading, entry, dot + 1);
}

/* --- values --------------------------------------------------------------------------------------- */

static const IniEntry *find(const Reading *reading, const char *key)
{
	return ini_section_entry(reading->section, key);
}

static const IniEntry *find_for(const Reading *reading, const char *key, const Choice *choice)
{
	g_autofree char *full = g_strdup_printf("%s.%s", key, choice->value);

	return ini_section_entry(reading->section, full);
}

static char *read_text(const Reading *reading, const IniEntry *entry, int most)
{
	if (!entry)
		return NULL;
	if (!*entry->value || g_utf8_strlen(entry->value, -1) > most)
		complain(reading, entry, entry->key, "expected a text of 1 to %d characters", most);
	return g_strdup(entry->value);
}

/* A whole number; `missing` when there is no such key and none is needed. */
static int read_number(const Reading *reading, const IniEntry *entry, const char *key, int most, int missing)
{
	gint64 value = missing;

	if (!entry && missing < 0)
		complain(reading, NULL, key, "it is missing; expected a number from 0 to %d", most);
	else if (entry && !g_ascii_string_to_signed(entry->value, 10, 0, most, &value, NULL))
		complain(reading, entry, key, "found `%s`; expected a number from 0 to %d", entry->value, most);
	return (int)value;
}

static void read_type(const Reading *reading)
{
	const IniEntry *entry = find(reading, "type");

	reading->item->type = ITEM_TEXT;
	for (int i = 0; entry && type_names[i]; i++) {
		if (!g_str_equal(entry->value, type_names[i]))
			continue;
		reading->item->type = (ItemType)i;
		return;
	}
	complain(reading, entry, "type", "%s%s%sexpected choice, scale, yesno or text", entry ? "found `" : "",
	         entry ? entry->value : "", entry ? "`; " : "it is missing; ");
}

static void read_ask(const Reading *reading)
{
	const IniEntry *ask = find(reading, "ask");

	if (!ask)
		complain(reading, NULL, "ask", "it is missing: the question, as a stranger may read it");
	reading->item->ask.neutral = ask ? read_text(reading, ask, ASK_CHARS) : g_strdup("");
	reading->item->ask.open = read_text(reading, find(reading, "ask-open"), ASK_CHARS);
}

static void read_optional(const Reading *reading)
{
	const IniEntry *entry = find(reading, "optional");

	if (entry && !g_str_equal(entry->value, "yes") && !g_str_equal(entry->value, "no"))
		complain(reading, entry, "optional", "found `%s`; expected yes or no", entry->value);
	reading->item->optional = entry && g_str_equal(entry->value, "yes");
}

static void read_scale(const Reading *reading)
{
	Item *item = reading->item;

	item->min = read_number(reading, find(reading, "min"), "min", SCALE_MAX, 0);
	item->max = read_number(reading, find(reading, "max"), "max", SCALE_MAX, 10);
	if (item->max <= item->min || item->max - item->min >= SCALE_VALUES)
		complain(reading, find(reading, "max"), "max", "a scale has 2 to %d values: expected %d to %d", SCALE_VALUES,
		         item->min + 1, item->min + SCALE_VALUES - 1);
}

/* --- choices -------------------------------------------------------------------------------------- */

static char *capitalised(const char *value)
{
	char *label = g_strdup(value);

	*label = g_ascii_toupper(*label);
	return label;
}

static void read_choice_names(const Reading *reading)
{
	const IniEntry *entry = find(reading, "choices");
	g_auto(GStrv) names = g_strsplit(entry ? entry->value : "", ",", -1);

	for (char **name = names; *name; name++) {
		if (!protocol_is_name(g_strstrip(*name)) || g_str_equal(*name, "skip"))
			complain(reading, entry, "choices", "found `%s`; expected words of a-z, 0-9 and - (not skip), at most %d long",
			         *name, NAME_CHARS);
		else if (item_choice(reading->item, *name))
			complain(reading, entry, "choices", "`%s` is there twice", *name);
		else
			item_add_choice(reading->item, *name);
	}
	if (!entry || g_strv_length(names) < 2 || g_strv_length(names) > MAX_BUTTONS)
		complain(reading, entry, "choices", "expected two or three choices: no notification shows more than three buttons");
}

static void read_score(const Reading *reading, Choice *choice)
{
	const IniEntry *entry = find_for(reading, "score", choice);
	g_autofree char *key = g_strdup_printf("score.%s", choice->value);

	if (reading->item->score)
		choice->score = read_number(reading, entry, key, 100, -1);
	else if (entry)
		complain(reading, entry, key, "it counts nowhere: add score = missing or score = need");
}

static gboolean same_text(const char *a, const char *b)
{
	g_autofree char *a_folded = g_utf8_casefold(a, -1);
	g_autofree char *b_folded = g_utf8_casefold(b, -1);

	return g_str_equal(a_folded, b_folded);
}

static gboolean says(const Choice *choice, const char *word)
{
	return word && (same_text(choice->value, word) || same_text(choice->label.neutral, word) ||
	                (choice->label.open && same_text(choice->label.open, word)));
}

/* A typed answer must mean one choice. */
static void check_distinct(const Reading *reading)
{
	const GPtrArray *choices = reading->item->choices;

	for (guint i = 1; i < choices->len; i++) {
		for (guint j = 0; j < i; j++) {
			const Choice *a = g_ptr_array_index(choices, i), *b = g_ptr_array_index(choices, j);

			if (says(b, a->value) || says(b, a->label.neutral) || says(b, a->label.open))
				complain(reading, find_for(reading, "label", a), a->value,
				         "the choices `%s` and `%s` have a name or a label in common", b->value, a->value);
		}
	}
}

static void read_choices(const Reading *reading)
{
	Item *item = reading->item;
	const IniEntry *score = find(reading, "score");

	if (item->type == ITEM_CHOICE) {
		read_choice_names(reading);
	} else {
		item_add_choice(item, "yes");
		item_add_choice(item, "no");
	}
	if (score && !g_str_equal(score->value, "missing") && !g_str_equal(score->value, "need"))
		complain(reading, score, "score", "found `%s`; expected missing or need", score->value);
	item->score = score ? g_strdup(score->value) : NULL;
	for (guint i = 0; i < item->choices->len; i++) {
		Choice *choice = g_ptr_array_index(item->choices, i);
		const IniEntry *label = find_for(reading, "label", choice);

		choice->label.neutral = label ? read_text(reading, label, LABEL_CHARS) : capitalised(choice->value);
		choice->label.open = read_text(reading, find_for(reading, "label-open", choice), LABEL_CHARS);
		read_score(reading, choice);
	}
	check_distinct(reading);
}

void item_read(Item *item, const IniSection *section, const char *path, Problems *problems)
{
	Reading reading = { item, section, path, problems };

	read_type(&reading);
	read_ask(&reading);
	read_optional(&reading);
	if (item->type == ITEM_SCALE)
		read_scale(&reading);
	if (item->type == ITEM_CHOICE || item->type == ITEM_YESNO)
		read_choices(&reading);
	for (guint i = 0; i < section->entries->len; i++)
		check_key(&reading, g_ptr_array_index(section->entries, i));
}

/* --- what comes next ------------------------------------------------------------------------------ */

static int resolve(const Reading *reading, const Protocol *protocol, const IniEntry *entry)
{
	g_autofree const char **names = g_new0(const char *, protocol->items->len + 2);
	const char *near;

	if (g_str_equal(entry->value, "end"))
		return ITEM_END;
	names[protocol->items->len] = "end";
	for (guint i = 0; i < protocol->items->len; i++) {
		names[i] = ((const Item *)g_ptr_array_index(protocol->items, i))->name;
		if (g_str_equal(names[i], entry->value))
			return (int)i;
	}
	near = nearest_name(entry->value, names);
	complain(reading, entry, entry->key, "there is no item `%s`%s%s%s", entry->value, near ? "; did you mean `" : "",
	         near ? near : "", near ? "`?" : "");
	return ITEM_END;
}

void item_link(const Protocol *protocol, Item *item, const IniSection *section, const char *path, Problems *problems)
{
	Reading reading = { item, section, path, problems };
	const IniEntry *next = find(&reading, "next");
	gboolean needed = item->optional || item->choices->len == 0;

	item->next = next ? resolve(&reading, protocol, next) : ITEM_END;
	for (guint i = 0; i < item->choices->len; i++) {
		Choice *choice = g_ptr_array_index(item->choices, i);
		const IniEntry *own = find_for(&reading, "next", choice);

		choice->next = own ? resolve(&reading, protocol, own) : item->next;
		needed = needed || !own;
	}
	if (needed && !next && !section->broken)
		complain(&reading, NULL, "next", "there is no way on from here: write next = the name of an item, or next = end");
}
