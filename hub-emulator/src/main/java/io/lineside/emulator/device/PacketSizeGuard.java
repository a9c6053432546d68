package io.lineside.emulator.device;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Passes whole MQTT packets on, and ends the connection as soon as the length in front of one says
 * that it is too large: Netty's decoder would collect it first, up to 256 MB.
 */
final class PacketSizeGuard extends ByteToMessageDecoder {

    private static final int MAX_LENGTH_BYTES = 4;

    /** Fired up the pipeline, once, instead of a packet. */
    enum Violation {
        TOO_LARGE,
        NOT_MQTT
    }

    private final int maxBytes;
    private boolean violated;

    PacketSizeGuard(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (violated) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int start = in.readerIndex();
        int length = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            if (in.readableBytes() < i + 2) {
                return;
            }
            int digit = in.getUnsignedByte(start + 1 + i);
            length |= (digit & 0x7f) << (7 * i);
            if (digit < 0x80) {
                packet(ctx, in, i + 2 + length, out);
                return;
            }
        }
        violate(ctx, in, Violation.NOT_MQTT);
    }

    private void packet(ChannelHandlerContext ctx, ByteBuf in, int size, List<Object> out) {
        if (size > maxBytes) {
            violate(ctx, in, Violation.TOO_LARGE);
        } else if (in.readableBytes() >= size) {
            out.add(in.readRetainedSlice(size));
        }
    }

    private void violate(ChannelHandlerContext ctx, ByteBuf in, Violation violation) {
        violated = true;
        in.skipBytes(in.readableBytes());
        ctx.fireUserEventTriggered(violation);
    }
}
