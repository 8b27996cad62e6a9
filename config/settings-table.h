/* settings-table.h - THE table of settings: every section and key, its type, range, default, unit and sentence.
 * The reader, the checks, `steady config`, the reference and the default file all follow it. A new setting is a row. */
#pragma once
#include "config/settings.h"

typedef enum {
	SETTING_BOOL,
	SETTING_INT,
	SETTING_SPAN,     /* min 0: "none" and "0" too */
	SETTING_HOURS,
	SETTING_LANGUAGE, /* "auto" or a language tag */
	SETTING_PROTOCOL, /* name of a check-in's questions */
	SETTING_TOPICS,   /* names with commas between; empty: NULL */
	SETTING_CUES,     /* words such as an urge has, in small letters, with commas between; empty: NULL */
	SETTING_WHEN,     /* adds to the whens */
	SETTING_EXCEPT,   /* adds to what is left out; "none": nothing. "file:PATH" is read by settings.c: it knows the folder */
	SETTING_ZONE,     /* "local": NULL */
	SETTING_DATE,     /* "none": 0 */
	SETTING_GRACE,    /* a span; "auto": 0 */
	SETTING_WORD,     /* one of `words`, as its place among them */
	SETTING_CHANCE,   /* 0 to 1, or 0% to 100% */
	SETTING_TEXT,     /* a line in the person's own words; empty: NULL */
	SETTING_SPANS,    /* lengths of time, each longer than the one before; "none": no one */
	SETTING_COUNTRY,  /* "auto" or the two letters of ISO 3166 */
	N_SETTING_TYPES
} SettingType;

typedef struct Setting {
	const char *section;  /* kind of section: "steady", "nudge" */
	const char *key;
	SettingType type;
	gsize       offset;   /* of its place in Settings, or in the Schedule, Plan or Helpline that the section is */
	gint64      min, max; /* of numbers as they are, of spans in microseconds */
	const char *fallback; /* the default as text; NULL: must be given */
	const char *unit;     /* "prompts a day"; NULL: none */
	const char *sentence;
	const char *const *words; /* of SETTING_WORD, ending with NULL */
} Setting;

/* What the keys of a section belong to. All but the first have a name: [KIND NAME]. */
typedef enum { SECTION_SETTINGS, SECTION_SCHEDULE, SECTION_PLAN, SECTION_HELPLINE } SectionHome;

typedef struct SectionKind {
	const char *name;
	SectionHome home;
	const char *sentence;
} SectionKind;

extern const Setting     settings_table[]; /* ends with a NULL section */
extern const SectionKind section_kinds[];  /* ends with a NULL name */

const SectionKind *section_kind_find(const char *name);                      /* NULL: none */
const Setting     *setting_find(const char *section_kind, const char *key);  /* NULL: none */
gboolean           setting_repeats(const Setting *setting);                  /* several lines of it are several values */
const char        *setting_expects(const Setting *setting);                  /* "yes or no"; _() where it is said */
char              *setting_limits(const Setting *setting);                   /* ", 1min to 24h", " auto, first or both"; free it */
gboolean           schedule_name_is_valid(const char *name);                 /* [a-z0-9][a-z0-9-]{0,39} */

/* "checkin evening" <-> "checkin/evening"; "steady" stays. Free it. */
char *section_to_id(const char *section);
char *section_from_id(const char *id);

#define SETTING_ERROR (setting_error_quark())
GQuark setting_error_quark(void);

/* Reads a value into `base` (what the section says that it belongs to). The error says what was found and expected;
 * *column, where told, is the place in the value (from 1; 0: none). */
gboolean setting_read(const Setting *setting, const char *text, void *base, int *column, GError **error);
void     settings_fall_back(const char *section_kind, void *base); /* every key of the section to its default */

char *settings_reference(void); /* Markdown: every section and key; free it */
