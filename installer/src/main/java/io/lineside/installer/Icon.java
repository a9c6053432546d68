package io.lineside.installer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Lineside's icon: a trend that stays below its limit, on the neutral grey of a control room. Drawn
 * here for the pixel forms; {@link #svg} is the same in vectors.
 */
final class Icon {

    private static final int GROUND = 0x2B2F33;
    private static final int LIMIT = 0xE0A030;
    private static final int LINE = 0xE8ECEF;
    private static final double[][] TREND = {
        {34, 176}, {78, 140}, {112, 158}, {150, 104}, {182, 122}, {222, 92}
    };

    private Icon() {}

    /** Writes the icon in the form jpackage wants on this system and answers the file. */
    static Path write(Path directory, Os os) throws IOException {
        Files.createDirectories(directory);
        byte[] png = png(256);
        return switch (os) {
            case LINUX -> Files.write(directory.resolve("lineside.png"), png);
            case WINDOWS -> Files.write(directory.resolve("lineside.ico"), ico(png));
            case MACOS -> Files.write(directory.resolve("lineside.icns"), icns(png));
        };
    }

    static byte[] png(int pixels) throws IOException {
        BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(pixels / 256.0, pixels / 256.0);
        graphics.setColor(new Color(GROUND));
        graphics.fill(new RoundRectangle2D.Double(8, 8, 240, 240, 48, 48));
        graphics.setColor(new Color(LIMIT));
        graphics.setStroke(
                new BasicStroke(
                        8,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        new float[] {20, 12},
                        0));
        graphics.drawLine(34, 62, 222, 62);
        Path2D trend = new Path2D.Double();
        trend.moveTo(TREND[0][0], TREND[0][1]);
        for (int i = 1; i < TREND.length; i++) {
            trend.lineTo(TREND[i][0], TREND[i][1]);
        }
        graphics.setColor(new Color(LINE));
        graphics.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(trend);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static String svg() {
        StringBuilder points = new StringBuilder();
        for (double[] point : TREND) {
            points.append((int) point[0]).append(',').append((int) point[1]).append(' ');
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
          <rect x="8" y="8" width="240" height="240" rx="24" fill="#%06x"/>
          <path d="M34 62H222" stroke="#%06x" stroke-width="8" stroke-dasharray="20 12"/>
          <polyline points="%s" fill="none" stroke="#%06x" stroke-width="14"
            stroke-linecap="round" stroke-linejoin="round"/>
        </svg>
        """
                .formatted(GROUND, LIMIT, points.toString().trim(), LINE);
    }

    // An .ico may hold one PNG behind its directory of one entry; 0 stands for 256 pixels.
    private static byte[] ico(byte[] png) {
        return ByteBuffer.allocate(22 + png.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 32)
                .putInt(png.length)
                .putInt(22)
                .put(png)
                .array();
    }

    // An .icns is a list of blocks with type and length; ic08 is 256 by 256 as PNG.
    private static byte[] icns(byte[] png) {
        return ByteBuffer.allocate(16 + png.length)
                .put("icns".getBytes(StandardCharsets.US_ASCII))
                .putInt(16 + png.length)
                .put("ic08".getBytes(StandardCharsets.US_ASCII))
                .putInt(8 + png.length)
                .put(png)
                .array();
    }
}
