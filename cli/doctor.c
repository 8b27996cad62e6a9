/* doctor.c - the table of checks, and what is made of it. */
#include "cli/doctor.h"
#include "core/i18n.h"

#include "core/text.h"

const Check doctor_checks[] = {
	{ "installed", look_for_parts, WEIGHT_WRONG, N_("Steady is not installed whole: {} is missing."),
	  N_("Install it again.") },
	{ "setup", look_for_settings, WEIGHT_WRONG, N_("There are no settings yet, so nothing comes."),
	  N_("`steady setup` makes them: three questions.") },
	{ "settings", look_at_settings, WEIGHT_WRONG, N_("The settings cannot be used. {}"),
	  N_("`steady config check` lists all that is wrong, `steady config edit` opens them.") },
	{ "bus", look_for_bus, WEIGHT_WRONG, N_("There is no session bus here: nothing can be shown or asked."),
	  N_("Type this in a terminal of your desktop, or log in again.") },
	{ "daemon", look_for_daemon, WEIGHT_WRONG, N_("The daemon is not running, so nothing comes."),
	  N_("`steady start` starts it.") },
	{ "answers", look_at_silence, WEIGHT_WRONG, N_("The daemon is running, but it does not answer."),
	  N_("`systemctl --user restart steady`; without systemd: end steadyd, then `steady start`.") },
	{ "version", look_at_version, WEIGHT_WRONG, N_("The daemon is version {}, this command is {version}."),
	  N_("`systemctl --user restart steady`; without systemd: end steadyd, then `steady start`.") },
	{ "unit", look_at_unit, WEIGHT_WRONG, N_("Steady does not start at login: its unit is {}."),
	  N_("`systemctl --user enable --now steady`") },
	{ "server", look_for_server, WEIGHT_WRONG, N_("Nothing here shows notifications: prompts wait."),
	  N_("Switch your desktop's notifications on; on a bare window manager install dunst or mako. Until then: "
	     "`steady pending`.") },
	{ "server-answers", look_at_server, WEIGHT_WRONG,
	  N_("What shows notifications here does not answer: prompts wait."),
	  N_("Start your desktop's notifications again, or log in again. Until then: `steady pending`.") },
	{ "buttons", look_for_buttons, WEIGHT_NOTE, "{}.",
	  N_("`steady answer last` answers the one that is shown; `steady pending` lists what waits.") },
	{ "do-not-disturb", look_at_peace, WEIGHT_NOTE,
	  N_("Do not disturb is on ({}): check-ins wait, the rest is left out."),
	  N_("Switch it off in your desktop when you want prompts.") },
	{ "store", look_at_store, WEIGHT_WRONG, N_("What was recorded cannot be read: {}"),
	  N_("`steady backup list` shows the copies there are; keep the file as it is until you know.") },
	{ "store-whole", look_into_store, WEIGHT_WRONG, N_("What was recorded cannot be trusted: {}"),
	  N_("Copy the file first. `steady backup list` shows the copies; `steady backup restore PATH` puts one "
	     "back.") },
	{ "store-writable", look_at_writing, WEIGHT_WRONG, N_("Nothing can be recorded: {}."),
	  N_("Give yourself the right to write there, or make the disk writable.") },
	{ "room", look_at_room, WEIGHT_WRONG, N_("The disk is all but full: {} are left where answers are kept."),
	  N_("Make some room. Nothing is lost; what waits is written then.") },
	{ "deleted", look_for_deletion, WEIGHT_WRONG,
	  N_("A deletion was broken off: what is gone from every list may still lie in {}."),
	  N_("The same command again finishes it, and so does every `steady forget`.") },
	{ "private", look_at_privacy, WEIGHT_WRONG, N_("Others on this computer could read what is yours."), "{}" },
	{ "leftovers", look_for_leftovers, WEIGHT_NOTE, N_("Something that was begun in an editor was not kept: {}"),
	  N_("Keep it (`steady draft < FILE`, `steady note < FILE`), or delete it. An editor may still have it "
	     "open.") },
	{ "clock", look_at_clock, WEIGHT_WRONG, N_("The clock says {}; that cannot be."),
	  N_("Set it: `timedatectl set-ntp true`.") },
	{ "zone", look_at_zone, WEIGHT_WRONG, N_("The time zone cannot be read ({}): times are taken as UTC."),
	  N_("`timedatectl set-timezone Europe/Berlin`, or whichever is yours; see $TZ, too.") },
	{ "helplines", look_at_helplines, WEIGHT_NOTE,
	  N_("Numbers of `steady helplines` were read on {}: they may have changed since."),
	  N_("See on their pages whether they still hold, or update Steady.") },
	{ NULL },
};

static char *fill(const char *text, const char *detail)
{
	g_autoptr(GString) whole = g_string_new(text);

	g_string_replace(whole, "{version}", STEADY_VERSION, 0);
	g_string_replace(whole, "{}", detail ? detail : "", 0);
	return text_clean(whole->str);
}

static Finding look(const Check *check, const Patient *patient)
{
	g_autofree char *detail = NULL;
	Finding finding = { .check = check, .health = check->look(patient, &detail) };

	if (finding.health == HEALTH_FOUND) {
		finding.said = fill(_(check->said), detail);
		finding.fix = fill(_(check->fix), detail);
	}
	return finding;
}

static void finding_clear(gpointer data)
{
	Finding *finding = data;

	g_free(finding->said);
	g_free(finding->fix);
}

GArray *doctor_look(const Cli *cli)
{
	GArray *findings = g_array_new(FALSE, FALSE, sizeof(Finding));
	Patient patient;

	g_array_set_clear_func(findings, finding_clear);
	patient_init(&patient, cli);
	for (const Check *check = doctor_checks; check->name; check++) {
		Finding finding = look(check, &patient);

		g_array_append_val(findings, finding);
	}
	patient_clear(&patient);
	return findings;
}
