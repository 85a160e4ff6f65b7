package io.carillon.accounts.internal;

import io.carillon.api.model.Account;

/**
 * What came of renewing an account.
 *
 * @param account as it is now
 */
record Renewed(Result result, Account account) {

    enum Result {
        /** It has a new grant. */
        RENEWED,
        /** It had another grant already, made by somebody else. */
        ANOTHER,
        /** Its network renews nothing about it. */
        AS_IT_WAS,
        /** Nobody is there who could ask its network. */
        NO_PUBLISHER,
        /** The network could not be reached: the grant is kept, and tried again later. */
        LATER,
        /** The network has ended the grant: its owner has to connect it again. */
        REVOKED
    }
}
