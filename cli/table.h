/* table.h - columns that are printed: as wide as they need to be, the last one wrapped to the width that is left. Reads well aloud: no
 * frames, words in the first row, empty cells say "-". Nothing is cut. */
#pragma once
#include <glib.h>

typedef struct Table Table;

Table *table_new(const char *first, ...) G_GNUC_NULL_TERMINATED; /* the heads of the columns; a first head "" prints none */
void   table_add(Table *table, const char *first, ...);          /* as many texts as there are heads; NULL or "" prints "-" */
void   table_row(Table *table, const char *what, const char *format, ...) G_GNUC_PRINTF(3, 4); /* of two columns */
void   table_print(const Table *table, int columns, gboolean color); /* to stdout */
guint  table_rows(const Table *table);
void   table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)
