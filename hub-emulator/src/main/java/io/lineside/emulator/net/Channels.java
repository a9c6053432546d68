package io.lineside.emulator.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/** Writes and closings of which nobody waits for the end. */
public final class Channels {

    private Channels() {}

    public static void close(Channel channel) {
        var unused = channel.close();
    }

    /** Without flush; a failed write closes the channel. */
    public static void write(Channel channel, Object message) {
        var unused = channel.write(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    public static void writeAndFlush(Channel channel, Object message) {
        write(channel, message);
        channel.flush();
    }

    public static void writeAndClose(Channel channel, Object message) {
        var unused = channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
}
