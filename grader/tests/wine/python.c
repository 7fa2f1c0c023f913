/* python.exe: loads Python's library, which is beside it, and hands over to it. */
#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv) {
    HMODULE library = LoadLibraryW(PYTHON_DLL);
    if (library == NULL) {
        fprintf(stderr, "python.exe: Python's library could not be loaded (error %lu)\n", GetLastError());
        return 103;
    }
    int (*run)(int, wchar_t **) = (int (*)(int, wchar_t **))(void *)GetProcAddress(library, "Py_Main");
    return run == NULL ? 104 : run(argc, argv);
}
