/* notifier-desktop.h - prompts as notifications on the person's desktop. */
#pragma once
#include "daemon/notifier.h"

/* Available: a server is there, or can be started when first needed. Says so once in any case, soon after this returns.
 * Each show() is followed by exactly one shown(), unless close() or another show() of that prompt comes first; UNKNOWN may
 * be followed by OK, when the server's answer comes late. FAILED: there is no server that answers. What a server refuses to
 * show is tried again, less and less often. At most one may live at a time. */
Notifier *notifier_desktop_new(const NotifierEvents *events);
