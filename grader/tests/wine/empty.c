/* The library of which python3.dll consists: every name in it leads to another library. */
int start(void *instance, int reason, void *reserved) { return 1; }
