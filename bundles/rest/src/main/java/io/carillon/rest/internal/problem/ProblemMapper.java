package io.carillon.rest.internal.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.api.model.Violation;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.service.UncertainException;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.backend.NotReadyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.CharConversionException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that ends a request early into a problem, and what nobody expected into an incident in the log. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final int MAX_TOLD = 100;

    @Override
    public Response toResponse(Throwable failure) {
        ProblemException told = tell(failure);
        Response.ResponseBuilder response = Response.status(told.problem().status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(told.problem());
        told.headers().forEach(response::header);
        return response.build();
    }

    private static ProblemException tell(Throwable failure) {
        if (failure instanceof ProblemException told) {
            return told;
        }
        if (failure instanceof JsonProcessingException json) {
            return new ProblemException(JsonProblems.of(json), Map.of());
        }
        if (failure instanceof CharConversionException bytes) {
            return new ProblemException(JsonProblems.of(bytes), Map.of());
        }
        if (failure instanceof WebApplicationException http
                && http.getResponse().getStatus() != 500) {
            return HttpProblems.of(http);
        }
        if (failure instanceof InvalidException e) {
            return new ProblemException(invalid(e.violations()), Map.of());
        }
        if (failure instanceof NotFoundException e) {
            return new ProblemException(404, "not-found", e.getMessage());
        }
        if (failure instanceof ConflictException e) {
            return new ProblemException(409, e.code(), e.getMessage());
        }
        if (failure instanceof InUseException e) {
            return new ProblemException(409, "in-use", e.getMessage());
        }
        if (failure instanceof StaleException) {
            return new ProblemException(
                    409, "changed-meanwhile", "Somebody else changed it at the same moment. Read it again and repeat.");
        }
        if (failure instanceof UnavailableException e) {
            return later(30, "unavailable", e.getMessage());
        }
        if (failure instanceof UncertainException e) {
            return later(30, "outcome-unknown", e.getMessage());
        }
        if (failure instanceof NotReadyException e) {
            return later(2, "starting", e.getMessage() + " It starts or restarts; try again in a moment.");
        }
        if (failure instanceof StoreException e) {
            // What it says may name the database's address, which is for the log only.
            LOG.warn("The store did not answer", e);
            return later(5, "storage-unavailable", "The database does not answer at the moment. Try again.");
        }
        return incident(failure);
    }

    /** A small body can break a rule in very many places; its answer stays small all the same. */
    private static ProblemDetail invalid(List<Violation> violations) {
        List<Violation> told = violations.subList(0, Math.min(violations.size(), MAX_TOLD));
        String detail = told.stream().map(Violation::message).collect(Collectors.joining(" "));
        int more = violations.size() - told.size();
        return ProblemDetail.of(422, "invalid", more == 0 ? detail : detail + " And " + more + " more.", told);
    }

    private static ProblemException later(int seconds, String code, String detail) {
        return new ProblemException(
                ProblemDetail.of(503, code, detail), Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
    }

    private static ProblemException incident(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("Incident {}", id, failure);
        return new ProblemException(
                500,
                "internal-error",
                "Something went wrong in the server. Whoever runs it finds the reason in the log under incident " + id
                        + ".");
    }
}
