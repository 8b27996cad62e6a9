/* notifier-stage.h - what is on screen, as libnotify's thread knows it. In that thread only: most of this waits for the
 * server, up to 25 s where it hangs; after that nothing more is sent until stage_resume() or stage_forget(). */
#pragma once
#include "daemon/notifier-late.h"
#include "daemon/notifier-showing.h"
#include "daemon/notifier.h"

typedef struct Stage Stage;

typedef struct StageEvents {
	gpointer self;
	void (*shown)(gpointer self, gint64 ticket, ShownResult result, guint32 id, const char *problem);
	void (*acted)(gpointer self, gint64 ticket, const char *key);
	void (*typed)(gpointer self, gint64 ticket, const char *text);
	void (*closed)(gpointer self, gint64 ticket, gboolean by_person);
	void (*hung)(gpointer self);
} StageEvents;

Stage *stage_new(const StageEvents *events, Late *late); /* `late` is borrowed */
void stage_show(Stage *stage, Showing *showing);         /* takes `showing` */
void stage_close(Stage *stage, gint64 ticket);           /* while the server hangs: as soon as it answers again */
void stage_typed(Stage *stage, guint32 id, const char *text); /* a line, into the one that the server calls so */
void stage_adopt(Stage *stage, guint32 id);              /* the answer that came late: it is on screen after all */
void stage_forget(Stage *stage);                         /* another server: nothing of it all is on screen */
void stage_resume(Stage *stage);                         /* the server answers again */

/* Leaves on screen what is there. FALSE: the server hangs, and what waits for it is left alone. */
gboolean stage_free(Stage *stage);
