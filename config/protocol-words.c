/* protocol-words.c - a check-in in another language: only its wordings, by the names of the English one, so that an answer is the
 * same answer in all of them. */
#include <string.h>

#include "config/protocol-item.h"
#include "core/i18n.h"

/* "ask" and "ask-open", "label.some" and "label-open.some". */
static gboolean is_wording(const char *key)
{
	static const char *const keys[] = { "title", "title-open", "ask", "ask-open", "unit", NULL };

	return g_strv_contains(keys, key) || g_str_has_prefix(key, "label.") || g_str_has_prefix(key, "label-open.");
}

/* The open wording beside a neutral one: "ask" -> "ask-open", "label.no" -> "label-open.no"; NULL: it is the open one. */
static char *open_key(const char *key)
{
	const char *dot = strchr(key, '.');

	if (strstr(key, "-open"))
		return NULL;
	return dot ? g_strdup_printf("%.*s-open%s", (int)(dot - key), key, dot) : g_strconcat(key, "-open", NULL);
}

static void drop(const IniSection *section, const char *key)
{
	const IniEntry *entry = key ? ini_section_entry(section, key) : NULL;

	if (entry)
		g_ptr_array_remove(section->entries, (gpointer)entry);
}

/* Where there is only the neutral one, an English open one would be heard beside it. */
static void take_wording(const IniSection *section, const IniSection *words, guint i)
{
	const IniEntry *entry = words->entries->pdata[i];
	g_autofree char *open = open_key(entry->key);

	if (open && !ini_section_entry(words, open))
		drop(section, open);
	drop(section, entry->key);
	g_ptr_array_add(section->entries, g_ptr_array_steal_index(words->entries, i));
}

/* From the last: each that is taken leaves the array. */
static void take_section(const IniFile *file, const IniSection *words, const char *path, Problems *problems)
{
	const IniSection *section = ini_file_section(file, words->name);

	if (!section)
		problems_add(problems, path, words->line, NULL, _("the English check-in has no section [%s]"),
		             words->name);
	for (guint i = words->entries->len; section && i-- > 0;) {
		const IniEntry *entry = words->entries->pdata[i];

		if (is_wording(entry->key))
			take_wording(section, words, i);
		else
			problems_add(
				problems, path, entry->line, entry->key,
				_("only wordings belong here: title, ask, unit, label.CHOICE, and these with -open"));
	}
}

void protocol_take_words(IniFile *file, const char *words, Problems *problems)
{
	gsize length;
	g_autofree char *text = ini_file_read(words, &length, problems);
	g_autoptr(IniFile) from = text ? ini_file_parse(text, (gssize)length, words, problems) : NULL;

	for (guint i = 0; from && i < from->sections->len; i++)
		if (((const IniSection *)from->sections->pdata[i])->entries->len)
			take_section(file, from->sections->pdata[i], words, problems);
}
