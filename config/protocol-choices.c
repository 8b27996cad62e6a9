/* protocol-choices.c - what can be chosen at an item: names, labels, scores. */
#include <string.h>

#include "config/protocol-item.h"
#include "core/i18n.h"

#define LABEL_CHARS 20 /* buttons are short */

static char *capitalised(const char *value)
{
	char *label = g_strdup(value);

	*label = g_ascii_toupper(*label);
	return label;
}

/* What a question of yes or no is answered with needs no file to be said in the person's language. */
static char *plain_label(const Item *item, const Choice *choice)
{
	if (item->type != ITEM_YESNO)
		return capitalised(choice->value);
	return g_strdup(g_str_equal(choice->value, "yes") ? _("Yes") : _("No"));
}

static void read_choice_names(const ItemReading *reading)
{
	const IniEntry *entry = ini_section_entry(reading->section, "choices");
	g_auto(GStrv) names = g_strsplit(entry ? entry->value : "", ",", -1);

	for (char **name = names; *name; name++) {
		if (!protocol_is_name(g_strstrip(*name)) || g_str_equal(*name, "skip"))
			item_complain(reading, entry, "choices",
			              _("found `%s`; expected words of a-z, 0-9 and - (not skip), at most %d long"),
			              *name, NAME_CHARS);
		else if (item_choice(reading->item, *name))
			item_complain(reading, entry, "choices", _("`%s` is there twice"), *name);
		else
			item_add_choice(reading->item, *name);
	}
	if (!entry || g_strv_length(names) < 2 || g_strv_length(names) > MAX_BUTTONS)
		item_complain(reading, entry, "choices",
		              _("expected two or three choices: no notification shows more than three buttons"));
}

static void read_score(const ItemReading *reading, Choice *choice)
{
	const IniEntry *entry = item_entry_for(reading, "score", choice);
	g_autofree char *key = g_strdup_printf("score.%s", choice->value);

	if (reading->item->score)
		choice->score = item_read_number(reading, entry, key, 100, -1);
	else if (entry)
		item_complain(reading, entry, key, _("it counts nowhere: add score = missing or score = need"));
}

static gboolean same_text(const char *a, const char *b)
{
	g_autofree char *a_folded = NULL, *b_folded = NULL;

	if (g_str_is_ascii(a) && g_str_is_ascii(b)) /* as most are, and folding takes its time */
		return g_ascii_strcasecmp(a, b) == 0;
	a_folded = g_utf8_casefold(a, -1);
	b_folded = g_utf8_casefold(b, -1);
	return g_str_equal(a_folded, b_folded);
}

static gboolean says(const Choice *choice, const char *word)
{
	return word && (same_text(choice->value, word) || same_text(choice->label.neutral, word) ||
	                (choice->label.open && same_text(choice->label.open, word)));
}

/* A typed answer must mean one choice. */
static void check_distinct(const ItemReading *reading)
{
	const GPtrArray *choices = reading->item->choices;

	for (guint i = 1; i < choices->len; i++) {
		for (guint j = 0; j < i; j++) {
			const Choice *a = g_ptr_array_index(choices, i), *b = g_ptr_array_index(choices, j);

			if (says(b, a->value) || says(b, a->label.neutral) || says(b, a->label.open))
				item_complain(reading, item_entry_for(reading, "label", a), a->value,
				              _("the choices `%s` and `%s` have a name or a label in common"), b->value,
				              a->value);
		}
	}
}

void item_read_choices(const ItemReading *reading)
{
	Item *item = reading->item;
	const IniEntry *score = ini_section_entry(reading->section, "score");

	if (item->type == ITEM_CHOICE) {
		read_choice_names(reading);
	} else {
		item_add_choice(item, "yes");
		item_add_choice(item, "no");
	}
	if (score && !g_str_equal(score->value, "missing") && !g_str_equal(score->value, "need"))
		item_complain(reading, score, "score", _("found `%s`; expected missing or need"), score->value);
	item->score = score ? g_strdup(score->value) : NULL;
	for (guint i = 0; i < item->choices->len; i++) {
		Choice *choice = g_ptr_array_index(item->choices, i);
		const IniEntry *label = item_entry_for(reading, "label", choice);

		choice->label.neutral = label ? item_read_text(reading, label, LABEL_CHARS) : plain_label(item, choice);
		choice->label.open =
			item_read_text(reading, item_entry_for(reading, "label-open", choice), LABEL_CHARS);
		read_score(reading, choice);
	}
	check_distinct(reading);
}
