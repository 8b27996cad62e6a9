/* catalogue.c - two tables of (length, offset), the first sorted by its texts: found by halving. */
#include "core/catalogue.h"

#include <string.h>

#include "core/plural.h"

#define MAGIC 0x950412deu
#define HEAD 20     /* bytes: magic, revision, number, and where the two tables stand */
#define FORMS_MAX 6 /* of a plural; no language has more */

struct Catalogue {
	char *data;
	gsize size;
	gboolean swapped; /* written for the other order of bytes */
	guint32 count, texts, translations;
	const char *plural; /* borrowed from `data`; NULL: as in English */
	guint64 forms;
};

static guint32 number_at(const Catalogue *catalogue, gsize offset)
{
	guint32 number;

	memcpy(&number, catalogue->data + offset, sizeof number);
	return catalogue->swapped ? GUINT32_SWAP_LE_BE(number) : number;
}

static const char *text_at(const Catalogue *catalogue, guint32 table, guint32 i)
{
	return catalogue->data + number_at(catalogue, table + 8 * (gsize)i + 4);
}

static guint32 length_at(const Catalogue *catalogue, guint32 table, guint32 i)
{
	return number_at(catalogue, table + 8 * (gsize)i);
}

/* --- whether it is one ---------------------------------------------------------------------------- */

static gboolean table_is_good(const Catalogue *catalogue, guint32 table)
{
	if (table % 4 || (guint64)table + 8 * (guint64)catalogue->count > catalogue->size)
		return FALSE;
	for (guint32 i = 0; i < catalogue->count; i++) {
		guint64 end = (guint64)number_at(catalogue, table + 8 * (gsize)i + 4) + length_at(catalogue, table, i);

		if (end >= catalogue->size || catalogue->data[end])
			return FALSE;
	}
	return TRUE;
}

static gboolean is_sorted(const Catalogue *catalogue)
{
	for (guint32 i = 1; i < catalogue->count; i++)
		if (strcmp(text_at(catalogue, catalogue->texts, i - 1), text_at(catalogue, catalogue->texts, i)) >= 0)
			return FALSE;
	return TRUE;
}

static gboolean read_head(Catalogue *catalogue)
{
	if (catalogue->size < HEAD)
		return FALSE;
	catalogue->swapped = number_at(catalogue, 0) != MAGIC;
	if (number_at(catalogue, 0) != MAGIC || number_at(catalogue, 4) >> 16 > 1)
		return FALSE;
	catalogue->count = number_at(catalogue, 8);
	catalogue->texts = number_at(catalogue, 12);
	catalogue->translations = number_at(catalogue, 16);
	return table_is_good(catalogue, catalogue->texts) && table_is_good(catalogue, catalogue->translations) &&
	       is_sorted(catalogue);
}

/* The translation of nothing is the head of the file. */
static gboolean read_plural(Catalogue *catalogue)
{
	const char *head = catalogue_find(catalogue, "");
	const char *forms = head ? strstr(head, "nplurals=") : NULL;
	const char *plural = forms ? strstr(forms + strlen("nplurals="), "plural=") : NULL;
	guint64 form;

	if (!plural)
		return TRUE;
	catalogue->forms = g_ascii_strtoull(forms + strlen("nplurals="), NULL, 10);
	catalogue->plural = plural + strlen("plural=");
	return catalogue->forms > 0 && catalogue->forms <= FORMS_MAX && plural_form(catalogue->plural, 1, &form);
}

Catalogue *catalogue_new(char *data, gsize size)
{
	g_autoptr(Catalogue) catalogue = g_new0(Catalogue, 1);

	catalogue->data = data;
	catalogue->size = size;
	return read_head(catalogue) && read_plural(catalogue) ? g_steal_pointer(&catalogue) : NULL;
}

void catalogue_free(Catalogue *catalogue)
{
	if (!catalogue)
		return;
	g_free(catalogue->data);
	g_free(catalogue);
}

/* --- finding -------------------------------------------------------------------------------------- */

static const char *find(const Catalogue *catalogue, const char *text, guint32 *length)
{
	guint32 from = 0, to = catalogue->count;

	while (from < to) {
		guint32 middle = from + (to - from) / 2;
		int order = strcmp(text, text_at(catalogue, catalogue->texts, middle));

		if (!order) {
			*length = length_at(catalogue, catalogue->translations, middle);
			return text_at(catalogue, catalogue->translations, middle);
		}
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

const char *catalogue_find(const Catalogue *catalogue, const char *text)
{
	guint32 length;

	return find(catalogue, text, &length);
}

/* The forms stand one behind the other, each with its NUL. */
const char *catalogue_find_plural(const Catalogue *catalogue, const char *one, guint64 n)
{
	guint32 length;
	const char *text = find(catalogue, one, &length), *end = text ? text + length : NULL;
	guint64 form = n != 1;

	if (!text || (catalogue->plural && !plural_form(catalogue->plural, n, &form)))
		return NULL;
	for (; form > 0 && text + strlen(text) < end; form--)
		text += strlen(text) + 1;
	return form > 0 ? NULL : text;
}
