package dev.understudy.connection;

import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The data converter and the payload codecs of the user's choice, found by {@link ServiceLoader}: services of the types
 * {@link DataConverter} and {@link PayloadCodec} on the class path.
 *
 * @param converter what makes payloads of values, codecs included
 * @param codecs the codecs alone, in the order in which payloads are encoded
 */
public record UserConverters(DataConverter converter, List<PayloadCodec> codecs) {
    public UserConverters {
        codecs = List.copyOf(codecs);
    }

    /** Those of the class path; Temporal's own converter where there are none. */
    public static UserConverters installed() {
        List<PayloadCodec> codecs = ServiceLoader.load(PayloadCodec.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        DataConverter converter = ServiceLoader.load(DataConverter.class).stream()
                .findFirst()
                .map(ServiceLoader.Provider::get)
                .orElseGet(GlobalDataConverter::get);
        return new UserConverters(codecs.isEmpty() ? converter : new CodecDataConverter(converter, codecs), codecs);
    }
}
