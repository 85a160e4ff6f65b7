package io.carillon.accounts.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.carillon.accounts.cfg}. The vault's key itself is never a configuration value. */
@ObjectClassDefinition(id = AccountsConfig.PID, name = "Carillon: accounts")
@interface AccountsConfig {

    String PID = "io.carillon.accounts";

    @AttributeDefinition(name = "Key file", description = "The keys that seal grants: a JWK set, the newest first.")
    String keyFile();

    @AttributeDefinition(
            name = "Time for which opened grants are remembered",
            description = "In seconds; 0 opens a grant anew for every use.")
    int grantCacheSeconds() default 60;

    @AttributeDefinition(
            name = "Time between two looks at an account",
            description =
                    "In seconds: how often networks are asked whether they still take a grant, and what they allow.")
    int lookSeconds() default 86_400;
}
