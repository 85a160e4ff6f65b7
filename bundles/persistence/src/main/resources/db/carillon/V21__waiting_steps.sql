-- What waits for an account is found among what waits: nothing looks for steps by their account any more.
DROP INDEX step_account;
