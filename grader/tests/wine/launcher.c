/* python.exe of a virtual environment: starts the Python that the environment was made with, with the same arguments, and
   waits for it. Python finds the environment by the variable that names this file. */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

enum { LONGEST = 4096 };

static BOOL WINAPI go_on(DWORD event) { return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT; }

/* Find the line "home = FOLDER" in the environment's pyvenv.cfg. */
static int find_home(const wchar_t *self, wchar_t *home) {
    wchar_t name[LONGEST], line[LONGEST];
    wcscpy(name, self);
    for (int up = 0; up < 2; up++) *wcsrchr(name, L'\\') = 0;
    wcscat(name, L"\\pyvenv.cfg");
    FILE *file = _wfopen(name, L"r");
    while (file != NULL && fgetws(line, LONGEST, file) != NULL) {
        if (wcsncmp(line, L"home", 4) != 0) continue;
        wchar_t *value = wcschr(line, L'=') + 1;
        while (*value == L' ') value++;
        value[wcscspn(value, L"\r\n")] = 0;
        wcscpy(home, value);
        return 1;
    }
    return 0;
}

int wmain(void) {
    wchar_t self[LONGEST], home[LONGEST];
    GetModuleFileNameW(NULL, self, LONGEST);
    if (!find_home(self, home)) return 106;
    wcscat(home, L"\\python.exe");
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", self);

    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    HANDLE job = CreateJobObjectW(NULL, NULL);
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);

    wchar_t *arguments = GetCommandLineW(); /* its first word is this file's name: Python must see its own there */
    for (int quoted = 0; *arguments && (quoted || (*arguments != L' ' && *arguments != L'\t')); arguments++)
        quoted ^= *arguments == L'"';
    wchar_t *words = malloc((wcslen(home) + wcslen(arguments) + 4) * sizeof(wchar_t));
    wcscpy(words, L"\"");
    wcscat(words, home);
    wcscat(words, L"\"");
    wcscat(words, arguments);

    STARTUPINFOW how;
    PROCESS_INFORMATION started;
    GetStartupInfoW(&how);
    SetConsoleCtrlHandler(go_on, TRUE);
    if (!CreateProcessW(home, words, NULL, NULL, TRUE, 0, NULL, NULL, &how, &started)) return 107;
    AssignProcessToJobObject(job, started.hProcess);
    WaitForSingleObject(started.hProcess, INFINITE);
    DWORD code = 108;
    GetExitCodeProcess(started.hProcess, &code);
    return (int)code;
}
