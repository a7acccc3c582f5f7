package dev.understudy.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;

/**
 * The one JSON form of everything that is spooled, sent, stored or printed: times in ISO 8601, properties in a fixed order,
 * so that equal values are equal bytes. Fields that a newer writer added are ignored.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module(), new ParameterNamesModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private EventJson() {}

    /** The shared mapper. Do not configure it further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** One line without a line break. */
    public static String write(SessionEvent event) {
        try {
            return MAPPER.writerFor(SessionEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + event.seq() + " cannot be written as JSON", e);
        }
    }

    /** @throws JsonProcessingException where the line is no event that this version knows */
    public static SessionEvent read(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, SessionEvent.class);
    }
}
