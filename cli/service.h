/* service.h - the user unit: switched on so that Steady runs at each login. */
#pragma once
#include "cli/cli.h"

/* "systemctl --user" reaches a manager, and it knows steady.service. */
gboolean service_is_known(void);
gboolean service_is_enabled(void);
/* A desktop session is up, but it does not tell systemd: plain sway and i3 never reach graphical-session.target. */
gboolean service_needs_default_target(void);
/* Enables and starts it; FALSE after saying why not. */
gboolean service_enable(gboolean with_default_target);
void     service_say_without(void); /* how to do without systemd */
