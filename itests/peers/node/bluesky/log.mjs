/* Imported before the server's own modules, which look at this while they load: it logs every call. */
process.env.LOG_ENABLED = 'true';
