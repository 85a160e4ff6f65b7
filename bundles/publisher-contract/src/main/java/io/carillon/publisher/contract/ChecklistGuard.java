package io.carillon.publisher.contract;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Holds each test of the contract against the publisher's {@link Checklist}: what is said to be done has to be tested, and
 * what is said not to apply must not pass. A test that cannot run here, for want of a tool, says nothing.
 */
final class ChecklistGuard implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (!method.getExecutable().getDeclaringClass().isAssignableFrom(PublisherContract.class)) {
            invocation.proceed();
            return;
        }
        String rule = method.getExecutable().getName();
        PublisherUnderTest test = (PublisherUnderTest) context.getRequiredTestInstance();
        Checklist checklist = Checklist.of(test);
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            if (String.valueOf(e.getMessage()).contains(PublisherUnderTest.EXEMPT)) {
                checklist.require(rule, false);
            }
            throw e;
        }
        checklist.require(rule, true);
    }
}
